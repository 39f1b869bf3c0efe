extension RandomAccessCollection where Index == Int {
    /// First index for which the condition holds, where it holds for all after it; the end where it holds for none.
    func firstPlace(where condition: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = (low + high) / 2
            if condition(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
