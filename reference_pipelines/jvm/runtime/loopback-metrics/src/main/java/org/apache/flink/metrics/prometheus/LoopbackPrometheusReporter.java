package org.apache.flink.metrics.prometheus;

import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Serves Flink's metrics to this machine only. It lives in Flink's package because the collector registry is visible there alone. */
final class LoopbackPrometheusReporter extends AbstractPrometheusReporter {
    private final HTTPServer server;

    LoopbackPrometheusReporter(int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        server = new HTTPServer(address, registry, true);
    }

    @Override
    public void close() {
        server.stop();
        super.close();
    }
}
