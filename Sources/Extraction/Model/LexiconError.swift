/// A data file of the lexicon that cannot be used: where, why, and what to do about it.
public struct LexiconError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Path below Sources/Lexicon.
    public var file: String
    /// From 1; 0 where the whole file is meant.
    public var line: Int
    /// In code points, from 1; 0 where the whole line is meant.
    public var column: Int
    public var message: String
    /// What an editor of the file should write instead.
    public var remedy: String

    public init(file: String, line: Int, column: Int = 0, message: String, remedy: String) {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
        self.remedy = remedy
    }

    /// `rules/metric.rules:12:5: unknown role "buyr"; write one of company`
    public var description: String { "\(file):\(line):\(column): \(message); \(remedy)" }
}
