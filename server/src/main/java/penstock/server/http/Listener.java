package penstock.server.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;

/** A port on which a {@link Dispatcher} answers. */
public final class Listener implements AutoCloseable {
    private static final int MAX_URL = 64 << 10;
    private static final int MAX_HEADERS = 64 << 10;

    /** The largest body that any handler reads, with the wrapping of an upload. */
    private static final long MAX_BODY = 34L << 20;

    private static final int MAX_CONNECTIONS = 2_000;
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration BODY_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofMillis(500);

    private final Dispatcher dispatcher;
    private final StallWatch watch = new StallWatch(WRITE_TIMEOUT);
    private final WebServer server;

    private Listener(Dispatcher dispatcher, InetSocketAddress address) {
        this.dispatcher = dispatcher;
        WebServerConfig.Builder builder = WebServer.builder().shutdownHook(false);
        builder.bindAddress(address)
                .maxPayloadSize(MAX_BODY)
                .maxTcpConnections(MAX_CONNECTIONS)
                .shutdownGracePeriod(GRACE)
                .idleConnectionTimeout(READ_TIMEOUT.multipliedBy(2))
                .connectionOptions(options -> options.tcpNoDelay(true).readTimeout(READ_TIMEOUT))
                .protocolsDiscoverServices(false)
                .addProtocol(
                        Http1Config.builder()
                                .maxPrologueLength(MAX_URL)
                                .maxHeadersSize(MAX_HEADERS)
                                .build())
                .directHandlers(this::describeRefusals)
                .routing(routing -> routing.any(this::handle));
        this.server = builder.build();
    }

    /**
     * Begins to listen.
     *
     * @param port 0 for any free one
     * @throws BindException when the address is taken or not of this machine
     * @throws IOException when the name cannot be resolved
     */
    public static Listener open(String host, int port, Dispatcher dispatcher) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(host), port);
        Listener listener = new Listener(dispatcher, address);
        try {
            listener.server.start();
        } catch (UncheckedIOException e) {
            listener.close();
            throw e.getCause();
        }
        if (!listener.server.isRunning()) { // it logs why, and does not throw
            listener.close();
            throw new BindException("cannot listen on " + address);
        }
        return listener;
    }

    /** The port that is listened on. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
        watch.close();
    }

    private void handle(ServerRequest request, ServerResponse response) {
        String method = request.prologue().method().text();
        Answer answer = answer(method, request);
        response.status(Status.create(answer.status()));
        answer.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
        switch (answer) {
            case Answer.Whole whole when method.equals("HEAD") -> response.send();
            case Answer.Whole whole -> response.send(whole.body());
            case Answer.Stream stream when method.equals("HEAD") -> response.send();
            case Answer.Stream stream -> write(stream.writer(), response);
        }
    }

    private Answer answer(String method, ServerRequest request) {
        Call call;
        try {
            Query query = Query.parse(request.prologue().query().rawValue());
            call =
                    new Call(
                            method,
                            request.prologue().uriPath().rawPath(),
                            query,
                            name -> request.headers().values(HeaderNames.create(name)),
                            new RequestBody(() -> request.content().inputStream(), BODY_TIMEOUT),
                            Map.of());
        } catch (Refusal refusal) {
            return dispatcher.refuse(refusal);
        }
        return dispatcher.answer(call);
    }

    private void write(Answer.Writer writer, ServerResponse response) {
        OutputStream out = watch.watched(response.outputStream());
        try {
            writer.writeTo(out);
            out.close();
        } catch (IOException | UncheckedIOException e) {
            // The status is long sent: an end that a client cannot take for the real one is all
            // that is left.
            throw new CloseConnectionException("the answer was cut off", e);
        }
    }

    private void describeRefusals(DirectHandlers.Builder handlers) {
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, this::describe);
        }
    }

    private DirectHandler.TransportResponse describe(
            DirectHandler.TransportRequest request,
            DirectHandler.EventType type,
            Status status,
            ServerResponseHeaders headers,
            String message) {
        Answer answer = dispatcher.refuse(Refusal.of(codeOf(status.code()), message));
        DirectHandler.TransportResponse.Builder response =
                DirectHandler.TransportResponse.builder()
                        .status(Status.create(answer.status()))
                        .keepAlive(false)
                        .headers(headers);
        answer.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
        response.header(HeaderValues.CONNECTION_CLOSE);
        return answer instanceof Answer.Whole whole
                ? response.entity(whole.body()).build()
                : response.build();
    }

    private static Code codeOf(int status) {
        for (Code code : Code.values()) {
            if (code.status() == status) {
                return code;
            }
        }
        return status < 500 ? Code.INVALID_ARGUMENT : Code.INTERNAL;
    }
}
