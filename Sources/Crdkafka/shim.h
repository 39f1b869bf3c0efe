/*
 * What Swift cannot say to librdkafka: values of unions, arrays of structures built on the stack, and constants that
 * are macros or anonymous. Everything here is a static inline function without state.
 */
#ifndef TAPEREADER_CRDKAFKA_H
#define TAPEREADER_CRDKAFKA_H

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/*
 * Produces one record and copies everything but `headers`.
 *
 * A key or value with has_* false is null (a null value is a tombstone); with has_* true and length 0 it is empty, for
 * which librdkafka wants some pointer that is not NULL. `headers`, if not NULL, belongs to librdkafka when the result
 * is NULL and stays the caller's otherwise. Passing RD_KAFKA_VTYPE_HEADER values one by one is avoided on purpose: on
 * librdkafka 2.0.2 a failing call with several of them frees them twice.
 */
static inline rd_kafka_error_t *crdkafka_produce(
    rd_kafka_t *client, rd_kafka_topic_t *topic, int32_t partition, int64_t timestamp,
    bool has_key, const void *key, size_t key_length,
    bool has_value, const void *value, size_t value_length,
    rd_kafka_headers_t *headers, uintptr_t opaque) {
    static const char nothing[1] = {0};
    rd_kafka_vu_t values[8];
    size_t count = 0;
    memset(values, 0, sizeof(values));
    values[count].vtype = RD_KAFKA_VTYPE_RKT;
    values[count++].u.rkt = topic;
    values[count].vtype = RD_KAFKA_VTYPE_PARTITION;
    values[count++].u.i32 = partition;
    values[count].vtype = RD_KAFKA_VTYPE_MSGFLAGS;
    values[count++].u.i = RD_KAFKA_MSG_F_COPY;
    values[count].vtype = RD_KAFKA_VTYPE_TIMESTAMP;
    values[count++].u.i64 = timestamp;
    values[count].vtype = RD_KAFKA_VTYPE_OPAQUE;
    values[count++].u.ptr = (void *)opaque;
    if (has_key) {
        values[count].vtype = RD_KAFKA_VTYPE_KEY;
        values[count].u.mem.ptr = (void *)(key_length ? key : nothing);
        values[count++].u.mem.size = key_length;
    }
    if (has_value) {
        values[count].vtype = RD_KAFKA_VTYPE_VALUE;
        values[count].u.mem.ptr = (void *)(value_length ? value : nothing);
        values[count++].u.mem.size = value_length;
    }
    if (headers) {
        values[count].vtype = RD_KAFKA_VTYPE_HEADERS;
        values[count++].u.headers = headers;
    }
    return rd_kafka_produceva(client, values, count);
}

static inline uintptr_t crdkafka_message_opaque(const rd_kafka_message_t *message) {
    return (uintptr_t)message->_private;
}

static inline int crdkafka_destroy_no_close(void) { return RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE; }

/* Events, as numbers that every version of the header has as macros. */
static inline int crdkafka_event_log(void) { return RD_KAFKA_EVENT_LOG; }
static inline int crdkafka_event_rebalance(void) { return RD_KAFKA_EVENT_REBALANCE; }
static inline int crdkafka_event_offset_commit(void) { return RD_KAFKA_EVENT_OFFSET_COMMIT; }

/* Where a record goes when the partitioner decides, and offsets that are names rather than numbers. */
static inline int32_t crdkafka_partition_any(void) { return RD_KAFKA_PARTITION_UA; }
static inline int64_t crdkafka_offset_beginning(void) { return RD_KAFKA_OFFSET_BEGINNING; }
static inline int64_t crdkafka_offset_end(void) { return RD_KAFKA_OFFSET_END; }
static inline int64_t crdkafka_offset_stored(void) { return RD_KAFKA_OFFSET_STORED; }
static inline int64_t crdkafka_offset_invalid(void) { return RD_KAFKA_OFFSET_INVALID; }

/* A copy that librdkafka may free, as it does with a partition's metadata; NULL when out of memory. */
static inline void *crdkafka_copy(const char *bytes, size_t length) {
    void *copy = malloc(length ? length : 1);
    if (copy) memcpy(copy, bytes, length);
    return copy;
}

static inline bool crdkafka_equal(const char *a, const char *b) { return strcmp(a, b) == 0; }

/* A header with a value that is not null, though it may be empty. */
static inline rd_kafka_resp_err_t crdkafka_header_add(
    rd_kafka_headers_t *headers, const char *name, size_t name_length, const void *value, size_t value_length) {
    return rd_kafka_header_add(
        headers, name, (ssize_t)name_length, value_length ? value : "", (ssize_t)value_length);
}

/* Element i of a list, or NULL past its end: keeps pointer arithmetic out of Swift. */
static inline rd_kafka_topic_partition_t *crdkafka_element(rd_kafka_topic_partition_list_t *list, int i) {
    return i >= 0 && i < list->cnt ? &list->elems[i] : NULL;
}

#endif
