package penstock.server.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import penstock.server.json.ErrorBody;

class ListenerTest {

    @Test
    void saysThatAPortIsTaken() throws IOException {
        Router router =
                new Router(
                        List.of(),
                        _ -> Answer.of(200, "text/plain", new byte[0]),
                        _ -> Refusal.plain(Code.NOT_FOUND, "Not Found"));
        Dispatcher dispatcher = new Dispatcher(new Guard(Set.of(), null), router, ErrorBody::of);
        try (Listener first = Listener.open("127.0.0.1", 0, dispatcher)) {
            assertThatThrownBy(() -> Listener.open("127.0.0.1", first.port(), dispatcher))
                    .isInstanceOf(BindException.class);
        }
    }
}
