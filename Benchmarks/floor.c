// The floor of a worker: consume and produce again, nothing else, in C. Whatever a service adds, it adds to this.
// floor BOOTSTRAP INPUT OUTPUT COUNT prints what Benchmarks/run reads: records, CPU microseconds, seconds.
#include <librdkafka/rdkafka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { POLL_MS = 1000, FLUSH_MS = 60000, MOST_SECONDS = 120, SERVE_EVERY = 1000 };

static double seconds_since(clockid_t clock, double start) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9 - start;
}

static double cpu_seconds(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static rd_kafka_t *client(rd_kafka_type_t type, const char *settings[][2], size_t count) {
    char error[512];
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    for (size_t i = 0; i < count; i++)
        if (rd_kafka_conf_set(conf, settings[i][0], settings[i][1], error, sizeof error) != RD_KAFKA_CONF_OK)
            goto refused;
    rd_kafka_t *made = rd_kafka_new(type, conf, error, sizeof error);
    if (made) return made;
refused:
    fprintf(stderr, "floor: %s\n", error);
    exit(1);
}

static void pass_on(rd_kafka_t *producer, const char *topic, const rd_kafka_message_t *message) {
    for (;;) {
        rd_kafka_resp_err_t error = rd_kafka_producev(
            producer, RD_KAFKA_V_TOPIC(topic), RD_KAFKA_V_KEY(message->key, message->key_len),
            RD_KAFKA_V_VALUE(message->payload, message->len), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_END);
        if (error == RD_KAFKA_RESP_ERR_NO_ERROR) return;
        if (error != RD_KAFKA_RESP_ERR__QUEUE_FULL) {
            fprintf(stderr, "floor: %s\n", rd_kafka_err2str(error));
            exit(1);
        }
        rd_kafka_poll(producer, 50);
    }
}

int main(int argc, char **argv) {
    if (argc != 5) {
        fputs("usage: floor BOOTSTRAP INPUT OUTPUT COUNT\n", stderr);
        return 2;
    }
    const char *bootstrap = argv[1], *input = argv[2], *output = argv[3];
    long wanted = atol(argv[4]), passed = 0;
    char group[64];
    snprintf(group, sizeof group, "floor-%ld-%d", (long)time(NULL), (int)getpid());
    const char *consuming[][2] = {
        {"bootstrap.servers", bootstrap},     {"group.id", group},
        {"auto.offset.reset", "earliest"},    {"enable.auto.commit", "false"},
        {"socket.nagle.disable", "true"},
    };
    const char *producing[][2] = {
        {"bootstrap.servers", bootstrap},
        {"linger.ms", "50"},
        {"compression.type", "lz4"},
        {"queue.buffering.max.messages", "500000"},
        {"socket.nagle.disable", "true"},
    };
    rd_kafka_t *consumer = client(RD_KAFKA_CONSUMER, consuming, sizeof consuming / sizeof *consuming);
    rd_kafka_t *producer = client(RD_KAFKA_PRODUCER, producing, sizeof producing / sizeof *producing);
    rd_kafka_poll_set_consumer(consumer);
    rd_kafka_topic_partition_list_t *topics = rd_kafka_topic_partition_list_new(1);
    rd_kafka_topic_partition_list_add(topics, input, RD_KAFKA_PARTITION_UA);
    rd_kafka_subscribe(consumer, topics);
    rd_kafka_topic_partition_list_destroy(topics);

    double began = seconds_since(CLOCK_MONOTONIC, 0), first = 0, cpu = 0;
    while (passed < wanted && seconds_since(CLOCK_MONOTONIC, began) < MOST_SECONDS) {
        rd_kafka_message_t *message = rd_kafka_consumer_poll(consumer, POLL_MS);
        if (!message) continue;
        if (!message->err) {
            if (passed == 0) {
                first = seconds_since(CLOCK_MONOTONIC, 0);
                cpu = cpu_seconds();
            }
            pass_on(producer, output, message);
            if (++passed % SERVE_EVERY == 0) rd_kafka_poll(producer, 0);
        }
        rd_kafka_message_destroy(message);
    }
    rd_kafka_flush(producer, FLUSH_MS);
    int unsent = rd_kafka_outq_len(producer);
    printf("%ld %.0f %.3f\n", passed - unsent, (cpu_seconds() - cpu) * 1e6, seconds_since(CLOCK_MONOTONIC, first));
    rd_kafka_consumer_close(consumer);
    rd_kafka_destroy(consumer);
    rd_kafka_destroy(producer);
    return passed == wanted && unsent == 0 ? 0 : 1;
}
