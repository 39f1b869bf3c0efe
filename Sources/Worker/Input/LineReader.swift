internal import Foundation

/// Lines of a file as bytes, without their line feeds, in bounded memory.
final class LineReader {
    private static let blockSize = 1 << 18
    private let handle: FileHandle
    private var buffer: [UInt8] = []
    private var head = 0
    private var atEnd = false

    /// Nil if the file cannot be opened; `-` is standard input.
    init?(path: String) {
        if path == InputReader.standardInput {
            handle = .standardInput
        } else {
            guard let opened = FileHandle(forReadingAtPath: path) else { return nil }
            handle = opened
        }
    }

    /// The next line, or nil at the end. A carriage return before the line feed is dropped.
    func next() -> [UInt8]? {
        var searched = head
        while true {
            if let end = buffer[searched...].firstIndex(of: 0x0A) {
                defer { head = end + 1 }
                return line(upTo: end)
            }
            searched = buffer.count
            guard fill(&searched) else {
                guard head < buffer.count else { return nil }
                defer { head = buffer.count }
                return line(upTo: buffer.count)
            }
        }
    }

    /// Everything that is left.
    func rest() -> [UInt8] {
        var searched = 0
        while fill(&searched) {}
        defer { head = buffer.count }
        return Array(buffer[head...])
    }

    private func line(upTo end: Int) -> [UInt8] {
        let hasReturn = end > head && buffer[end - 1] == 0x0D
        return Array(buffer[head..<(hasReturn ? end - 1 : end)])
    }

    /// Reads on; `position` keeps pointing at the same byte. False at the end of the file.
    private func fill(_ position: inout Int) -> Bool {
        guard !atEnd else { return false }
        if head > 0 {
            buffer.removeFirst(head)
            position -= head
            head = 0
        }
        guard let block = try? handle.read(upToCount: Self.blockSize), !block.isEmpty else {
            atEnd = true
            return false
        }
        buffer.append(contentsOf: block)
        return true
    }
}
