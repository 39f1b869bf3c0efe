// swift-tools-version:6.2
import PackageDescription

let package = Package(
    name: "tapereader",
    products: [
        .executable(name: "tapereader", targets: ["Worker"]),
        .library(name: "Kafka", targets: ["Kafka"]),
        .library(name: "Extraction", targets: ["Extraction"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0", traits: []),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "Crdkafka", pkgConfig: "rdkafka", providers: [.apt(["librdkafka-dev"])]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .target(name: "Lexicon"),
        .target(
            name: "Kafka",
            dependencies: ["Crdkafka", .product(name: "Logging", package: "swift-log")]
        ),
        .target(
            name: "Schema",
            dependencies: [
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            exclude: ["tapereader.proto"]
        ),
        .target(
            name: "Extraction",
            dependencies: ["CLibXML2", "Lexicon", .product(name: "Crypto", package: "swift-crypto")]
        ),
        .executableTarget(
            name: "Worker",
            dependencies: [
                "Kafka", "Schema", "Extraction",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Yams", package: "Yams"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),
        .executableTarget(
            name: "RelayBenchmark",
            dependencies: ["Kafka", "Schema", .product(name: "Logging", package: "swift-log")],
            path: "Benchmarks/Relay"
        ),
        .executableTarget(name: "ReadingBenchmark", dependencies: ["Extraction"], path: "Benchmarks/Reading"),
        .executableTarget(
            name: "Trainer", dependencies: ["Extraction", .product(name: "Crypto", package: "swift-crypto")]
        ),
        .target(name: "BrokerSupport", path: "Tests/BrokerSupport"),
        .testTarget(name: "BrokerTests", dependencies: ["BrokerSupport", "Kafka"]),
        .testTarget(name: "KafkaTests", dependencies: ["Kafka", "BrokerSupport"]),
        .testTarget(
            name: "SchemaTests",
            dependencies: ["Schema", "BrokerSupport", .product(name: "SwiftProtobuf", package: "swift-protobuf")],
            exclude: ["Agreement"]
        ),
        .testTarget(name: "ExtractionTests", dependencies: ["Extraction"]),
        .testTarget(
            name: "TrainerTests",
            dependencies: [
                "Trainer", "Extraction", "BrokerSupport", .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        .testTarget(
            name: "WorkerTests",
            dependencies: [
                "Worker", "BrokerSupport", .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .testTarget(
            name: "DocumentationTests",
            dependencies: [
                "Worker", "Schema", "BrokerSupport", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .testTarget(
            name: "FuzzTests",
            dependencies: [
                "Schema", "Extraction", "Worker", .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ],
            exclude: ["Corpus"]
        ),
        .testTarget(name: "TidyTests"),
    ],
    swiftLanguageModes: [.v6]
)

// One set of rules for every Swift target of ours; C targets take none of them.
for target in package.targets where ![.system].contains(target.type) && target.name != "Lexicon" {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .enableUpcomingFeature("InferIsolatedConformances"),
        .strictMemorySafety(),
        .treatAllWarnings(as: .error),
    ]
}
