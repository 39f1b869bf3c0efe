internal import Foundation

/// Standard output of JSON in large writes, fit to be shown on a terminal.
final class BufferedOutput {
    private var buffer: [UInt8] = []

    func write(_ bytes: [UInt8]) {
        buffer += TerminalText.json(bytes)
        if buffer.count >= 1 << 16 { flush() }
    }

    func flush() {
        try? FileHandle.standardOutput.write(contentsOf: buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
