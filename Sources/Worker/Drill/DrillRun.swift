internal import Foundation
internal import Kafka
internal import Logging

/// A whole drill: line by line on a cluster that somebody else runs.
struct DrillRun: Sendable {
    let plan: DrillPlan
    /// What `tapereader work` with the plan's flags would use.
    let settings: WorkSettings
    let logger: Logger
    /// Folder that takes the workers' logs.
    let logs: URL

    /// - Parameter done: called with each line as it is complete.
    /// - Throws: when the cluster cannot be used.
    func run(_ done: (DrillLine) throws -> Void) throws -> [DrillLine] {
        let clients = try ClientConfiguration(settings.kafkaProperties)
        let analyzer = try DocumentAnalyzer(settings)
        try FileManager.default.createDirectory(at: logs, withIntermediateDirectories: true)
        let id = UUID().uuidString.prefix(8).lowercased()
        var lines: [DrillLine] = []
        for mode in plan.modes {
            for fault in plan.faults where fault.isPossible(in: mode) {
                let name = "\(id).\(lines.count + 1)"
                let cluster = try DrillCluster(
                    name: name, clients: clients, partitions: plan.partitions, replication: plan.replication,
                    logger: logger)
                defer { if !plan.keepsTopics { cluster.delete() } }
                let log = logs.appending(path: "\(fault.name)-\(mode.words).log")
                let course = DrillCourse(plan: plan, fault: fault, mode: mode, cluster: cluster, log: log)
                do { try course.run(analyzer) } catch let error as KafkaError {
                    course.line.note("given up: \(error)")
                }
                let line = course.line
                lines.append(line)
                try done(line)
            }
        }
        return lines
    }
}
