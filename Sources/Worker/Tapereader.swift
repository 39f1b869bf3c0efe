internal import ArgumentParser

@main
struct Tapereader: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Turns raw news into structured market events.")
}
