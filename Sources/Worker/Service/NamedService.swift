internal import ServiceLifecycle

/// A service whose description is its name.
///
/// The group that runs services describes each in its log. By reflection that would write out everything a service
/// holds, the whole lexicon with it: seconds of work before the first record.
protocol NamedService: Service, CustomStringConvertible {}

extension NamedService {
    var description: String { "\(Self.self)" }
}
