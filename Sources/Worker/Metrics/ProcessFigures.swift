internal import Foundation

/// What Prometheus' own clients tell of a process, under the names that dashboards know.
struct ProcessFigures: Sendable {
    var cpuSeconds = 0.0
    var residentBytes = 0
    var openFiles = 0
    var threads = 0
    var startSeconds = 0.0

    private static let started = Date().timeIntervalSince1970
    private static let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))

    /// Figures that the system does not tell are 0.
    static var current: ProcessFigures {
        var figures = ProcessFigures(startSeconds: started)
        var spent = timespec()
        if unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent) == 0 {
            figures.cpuSeconds = Double(spent.tv_sec) + Double(spent.tv_nsec) / 1e9
        }
        // The second number is the resident set in pages, see proc(5).
        let sizes = FileManager.default.contents(atPath: "/proc/self/statm") ?? Data()
        let pages = String(decoding: sizes, as: UTF8.self).split(separator: " ").dropFirst().first.flatMap { Int($0) }
        figures.residentBytes = (pages ?? 0) * pageSize
        figures.openFiles = count(of: "/proc/self/fd")
        figures.threads = count(of: "/proc/self/task")
        return figures
    }

    private static func count(of folder: String) -> Int {
        (try? FileManager.default.contentsOfDirectory(atPath: folder))?.count ?? 0
    }

    var text: String {
        let rows: [(String, MetricDescription.Kind, String, Double)] = [
            ("process_cpu_seconds_total", .counter, "CPU time of user and system, in seconds.", cpuSeconds),
            ("process_open_fds", .gauge, "Open file descriptors.", Double(openFiles)),
            ("process_resident_memory_bytes", .gauge, "Resident memory.", Double(residentBytes)),
            ("process_start_time_seconds", .gauge, "Start of the process, Unix time.", startSeconds),
            ("process_threads", .gauge, "Threads.", Double(threads)),
        ]
        return rows.map { name, kind, help, value in
            PrometheusText.head(name, kind: kind, help: help) + "\(name) \(PrometheusText.number(value))\n"
        }.joined()
    }
}
