enum SchemaModule {}
