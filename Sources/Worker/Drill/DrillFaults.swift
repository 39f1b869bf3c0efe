internal import Foundation
internal import Kafka

// What each fault does, again and again. Every round begins with a portion of articles, so that work is in flight.

extension DrillCourse {
    /// Kills at a place. Three rounds of four count passes from the first commit on, so that recovery from the round
    /// before is seen; the fourth kills before anything is committed.
    func killAt(_ point: DrillPoint) throws {
        for round in 0..<plan.rounds {
            let isLate = round % 4 != 3
            let end = FailPoints.End(
                point: point.rawValue, pass: isLate ? Int.random(in: 1...4, using: &random) : 1,
                delayMilliseconds: point == .inCommit ? Int.random(in: 0...8, using: &random) : 0, isLate: isLate)
            worker = try launch([.end(end)])
            try cluster.send(portion)
            try awaitRecovery(supervised: false)
            try awaitKill(point.rawValue)
        }
        worker = try launch()
        try cluster.send(portion)
    }

    /// Another member joins, and the worker dies while it gives partitions away.
    func killInRevoke() throws {
        for _ in 0..<plan.rounds {
            try launchToDieInRevoke()
            second = try launchSecond()
            try awaitKill(DrillPoint.inRevoke.rawValue)
            try dismissSecond()
        }
        worker = try launch()
        try cluster.send(portion)
    }

    /// Until it commits: a group that still settles after the round before may take partitions away, which kills it too.
    private func launchToDieInRevoke() throws {
        let deadline = ContinuousClock.now.advanced(by: plan.patience)
        repeat {
            worker = try launch([.end(.init(point: DrillPoint.inRevoke.rawValue, pass: 1, isLate: true))])
            try cluster.send(portion)
            try awaitRecovery(supervised: false)
            try awaitProgress(supervised: false)
            if worker?.isRunning == true { return }
            try awaitKill(DrillPoint.inRevoke.rawValue)
        } while .now < deadline
    }

    /// The worker ends by its own hand.
    private func awaitKill(_ place: String) throws {
        var ending: DrillWorker.Ending?
        try trickle {
            ending = worker?.waitForEnd(.milliseconds(1))
            return ending != nil
        }
        if let code = ending?.code { line.note("a worker ended with code \(code)") }
        if ending == nil {
            line.note("\(place) was not reached")
            worker?.kill()
        }
        happened(at: ending?.time ?? .now, kills: true)
    }

    /// Ends the worker at any time after it has begun to commit.
    func endAtRandom(_ signal: Int32) throws {
        for _ in 0..<plan.rounds {
            worker = try launch()
            try cluster.send(portion)
            try awaitRecovery()
            let wait = Duration.milliseconds(Int.random(in: 0...400, using: &random))
            try trickle(wait) { false }
            worker?.send(signal)
            let ending = worker?.waitForEnd(.seconds(40))
            if signal == SIGTERM, ending?.code != 0 { line.note("SIGTERM: \(Self.words(ending))") }
            happened(at: ending?.time ?? .now, kills: signal == SIGKILL)
        }
        worker = try launch()
        try cluster.send(portion)
    }

    func joinAndLeave() throws {
        worker = try launch()
        for _ in 0..<plan.rounds {
            try cluster.send(portion)
            try awaitProgress()
            second = try launchSecond()
            try trickle(plan.stay) {
                try ensureWorker()
                return false
            }
            try dismissSecond()
            happened()
            try awaitRecovery()
            try trickle(plan.stay) {
                try ensureWorker()
                return false
            }
        }
    }

    private func dismissSecond() throws {
        second?.send(SIGTERM)
        var ending: DrillWorker.Ending?
        try trickle(.seconds(40)) {
            ending = second?.waitForEnd(.milliseconds(1))
            return ending != nil
        }
        if ending?.code != 0 { line.note("the second worker: \(Self.words(ending))") }
        second?.kill()
        second = nil
    }

    /// The worker halts with outputs (and offsets, where there is a transaction) on their way.
    func pause() throws {
        let point: DrillPoint = line.mode == .exactlyOnce ? .afterOffsets : .afterProduce
        for _ in 0..<plan.rounds {
            try endWell()
            worker = try launch([.end(.init(point: point.rawValue, pass: 3, isHalt: true, isLate: true))])
            try cluster.send(portion)
            guard try trickle(until: { worker?.isHalted ?? true }) else {
                line.note("the worker did not halt")
                continue
            }
            let halted = worker
            happened()
            worker = try launch()
            let since = ContinuousClock.now
            try awaitRecovery()
            try trickle(plan.stay - (.now - since)) {
                try ensureWorker()
                return false
            }
            halted?.send(SIGCONT)
            try expectShutOut(halted, "continued")
        }
    }

    func bringTwins() throws {
        worker = try launch()
        for _ in 0..<plan.rounds {
            try cluster.send(portion)
            try awaitProgress()
            let first = worker
            worker = try launch()
            happened()
            try awaitRecovery()
            try expectShutOut(first, "the first of two")
        }
    }

    /// A worker that was replaced ends by itself and says so with its code.
    private func expectShutOut(_ replaced: DrillWorker?, _ which: String) throws {
        var ending: DrillWorker.Ending?
        try trickle(.seconds(60)) {
            try ensureWorker()
            ending = replaced?.waitForEnd(.milliseconds(1))
            return ending != nil
        }
        if ending?.code == DrillPlan.shutOut {
            line.note("\(which) ended with code \(DrillPlan.shutOut)")
        } else {
            line.note("\(which): \(Self.words(ending)) instead of code \(DrillPlan.shutOut)")
        }
        replaced?.kill()
    }

    private func endWell() throws {
        guard let worker, worker.isRunning else { return }
        worker.send(SIGTERM)
        let ending = worker.waitForEnd(.seconds(40))
        if ending?.code != 0 { line.note("SIGTERM: \(Self.words(ending))") }
    }

    func addPartitions() throws {
        worker = try launch()
        for _ in 0..<plan.rounds {
            try cluster.send(portion)
            try awaitProgress()
            let added = TopicPartition(topic: cluster.topics.raw, partition: Int32(cluster.partitions))
            try cluster.addPartition()
            line.faults += 1
            let since = ContinuousClock.now
            let isRead = try trickle {
                try ensureWorker()
                return (cluster.committed()?[added] ?? 0) > 0
            }
            if isRead { line.recoveries.append(.now - since) } else { line.note("\(added) was not read") }
        }
    }

    func breakAndMend() throws {
        guard let custom = plan.custom else { return }
        worker = try launch()
        for _ in 0..<plan.rounds {
            try cluster.send(portion)
            try awaitProgress()
            try trickle(.milliseconds(Int.random(in: 0...300, using: &random))) { false }
            try command(custom.breaking)
            if custom.thenKills { worker?.kill() }
            try trickle(.milliseconds(Int(custom.seconds * 1000))) { false }
            try command(custom.mending)
            happened(kills: custom.thenKills)
            if custom.thenKills { worker = try launch() }
            try awaitRecovery()
        }
    }

    /// Runs a command of the user's while articles go on.
    private func command(_ text: String) throws {
        guard !text.isEmpty else { return }
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = ["-c", text]
        shell.standardOutput = FileHandle.standardError
        try shell.run()
        try trickle { !shell.isRunning }
        guard !shell.isRunning, shell.terminationStatus == 0 else {
            if shell.isRunning { shell.terminate() }
            throw ServiceFailure(status: .failed, description: "`\(text)` failed or did not end in \(plan.patience)")
        }
    }
}
