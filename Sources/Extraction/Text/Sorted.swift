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

extension [UInt16] {
    /// The first place at or after `start` where `code` stands.
    func place(of code: UInt16, from start: Int) -> Int? {
        unsafe withUnsafeBufferPointer { units in
            var place = Swift.max(0, start)
            // SAFETY: from 0 or later to the last unit.
            while place < units.count {
                if unsafe units[place] == code { return place }
                place += 1
            }
            return nil
        }
    }
}
