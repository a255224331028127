package io.headgate.registry;

import java.util.Map;

/**
 * A schema as the registry knows it.
 *
 * @param type AVRO, PROTOBUF or JSON
 * @param versions the version in each subject the schema is registered in
 */
public record WriterSchema(int id, String type, String text, Map<String, Integer> versions) {}
