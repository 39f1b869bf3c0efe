#if LIBFUZZER
internal import Foundation

/// The same targets under libFuzzer, which sees what code an input reaches: `make fuzz`, not a run of the tests.
enum LibFuzzer {
    /// The target to run.
    static let target = FuzzTarget.all.first { $0.name == ProcessInfo.processInfo.environment["FUZZ_TARGET"] }

    /// libFuzzer's arguments with the target's dictionary before the caller's own.
    fileprivate static func run(_ arguments: [String]) throws -> CInt {
        guard let target else { throw NoTarget() }
        let arguments = ["fuzz", "-dict=\(try writeDictionary(of: target).path)"] + arguments
        var count = CInt(arguments.count)
        // SAFETY: libFuzzer keeps pointers to its arguments until the process ends; they are never freed.
        return unsafe withUnsafeMutablePointer(to: &count) { count in
            let list = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: arguments.count + 1)
            unsafe list.initialize(repeating: nil, count: arguments.count + 1)
            for (index, argument) in arguments.enumerated() { unsafe list[index] = strdup(argument) }
            var start: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe list
            return unsafe fuzzerRunDriver(count, &start, readOneInput)
        }
    }

    private struct NoTarget: Error, CustomStringConvertible {
        let description = "FUZZ_TARGET is none of " + FuzzTarget.all.map(\.name).sorted().joined(separator: ", ")
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

/// Where the program begins: `-Xlinker --wrap=main` puts this in the place of the two mains that are linked, the tests' and
/// libFuzzer's.
/// - Returns: 0 when the time is up, 1 for a wrong target; libFuzzer itself ends the process with 77 for a finding.
@_cdecl("__wrap_main")
func beginFuzzing(_ count: CInt, _ arguments: UnsafePointer<UnsafePointer<CChar>?>?) -> CInt {
    // SAFETY: as in C: `count` pointers to strings.
    let words = (1..<max(1, Int(count))).compactMap { unsafe arguments?[$0].map { unsafe String(cString: $0) } }
    do { return try LibFuzzer.run(words) } catch {
        print("fuzz: \(error)")
        return 1
    }
}

// libFuzzer's entry points, whose C types Swift's own calling convention passes alike.
@_silgen_name("LLVMFuzzerRunDriver")
private func fuzzerRunDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ read: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// Libfuzzer's own `main` wants it by this name; that `main` is linked and never called.
@_cdecl("LLVMFuzzerTestOneInput")
func readOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // SAFETY: libFuzzer gives `count` readable bytes.
    let input = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
    do { try LibFuzzer.target?.read(input) } catch { fatalError("\(error)") }
    return 0
}
#endif
