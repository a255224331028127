package org.apache.flink.metrics.prometheus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Makes the reporter that <code>metrics.reporter.NAME.factory.class</code> names; its one option is <code>port</code>. */
public final class LoopbackPrometheusReporterFactory implements MetricReporterFactory {
    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        String port = properties.getProperty("port");
        if (port == null) {
            throw new IllegalArgumentException("the loopback reporter needs the option port");
        }
        try {
            return new LoopbackPrometheusReporter(Integer.parseInt(port));
        } catch (IOException error) {
            throw new UncheckedIOException("port " + port + " cannot be opened", error);
        }
    }
}
