extension Array {
    /// First index for which the condition holds, where it holds for all after it; the count where it holds for none.
    func firstPlace(where condition: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if condition(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
