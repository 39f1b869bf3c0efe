#ifndef TAPEREADER_CRDKAFKA_H
#define TAPEREADER_CRDKAFKA_H
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#endif
