#ifndef TAPEREADER_LIBXML2_H
#define TAPEREADER_LIBXML2_H
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#endif
