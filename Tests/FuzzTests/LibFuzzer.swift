#if LIBFUZZER
internal import Foundation
internal import Testing

/// The same targets under libFuzzer, which sees what code an input reaches: `make fuzz`, not a run of the tests.
struct LibFuzzer {
    /// The target to run; its arguments follow in `FUZZ_ARGUMENTS`, parted by blanks.
    static let target = FuzzTarget.all.first { $0.name == ProcessInfo.processInfo.environment["FUZZ_TARGET"] }

    /// Never returns: libFuzzer ends the process, with code 0 when its time is up and 77 for a finding.
    @Test(.enabled(if: target != nil)) func run() throws {
        let target = try #require(Self.target)
        let words = ProcessInfo.processInfo.environment["FUZZ_ARGUMENTS"]?.split(separator: " ").map(String.init) ?? []
        let dictionary = try Self.writeDictionary(of: target)
        let arguments = ["fuzz", "-dict=\(dictionary.path)"] + words
        var count = CInt(arguments.count)
        // SAFETY: libFuzzer keeps pointers to its arguments until the process ends; they are never freed.
        unsafe withUnsafeMutablePointer(to: &count) { count in
            let list = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: arguments.count + 1)
            unsafe list.initialize(repeating: nil, count: arguments.count + 1)
            for (index, argument) in arguments.enumerated() { unsafe list[index] = strdup(argument) }
            var start: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe list
            exit(unsafe fuzzerRunDriver(count, &start, readOneInput))
        }
    }

    /// `"\xe8\x8b\xb1"`, one word a line.
    private static func writeDictionary(of target: FuzzTarget) throws -> URL {
        let lines = target.dictionary.map { word in
            "\"" + word.utf8.map { "\\x" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "\""
        }
        let file = FileManager.default.temporaryDirectory.appending(path: "tapereader-\(target.name).dict")
        try Data(lines.joined(separator: "\n").utf8).write(to: file)
        return file
    }
}

// libFuzzer's entry points, whose C types Swift's own calling convention passes alike.
@_silgen_name("LLVMFuzzerRunDriver")
private func fuzzerRunDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ read: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// Libfuzzer's own `main` wants it; that `main` is linked and never called.
@_cdecl("LLVMFuzzerTestOneInput")
func readOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // SAFETY: libFuzzer gives `count` readable bytes.
    let input = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
    do { try LibFuzzer.target?.read(input) } catch { fatalError("\(error)") }
    return 0
}
#endif
