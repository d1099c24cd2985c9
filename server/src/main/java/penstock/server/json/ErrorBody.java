package penstock.server.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;
import penstock.server.http.Answer;
import penstock.server.http.Refusal;
import penstock.spec.Diagnostic;

/** Words refusals as KFP's clients expect them. */
public final class ErrorBody {
    private static final String STATUS = "type.googleapis.com/google.rpc.Status";
    private static final String HELP = "type.googleapis.com/penstock.Help";
    private static final String DIAGNOSTIC = "type.googleapis.com/penstock.Diagnostic";

    private ErrorBody() {}

    /**
     * The body of all endpoints but uploads: {@code error} and {@code message} hold the whole
     * chain; of the details the first has the words for the user, the others hint and places.
     */
    public static Answer of(Refusal refusal) {
        ObjectNode body = Json.object();
        body.put("error", refusal.chain());
        body.put("code", refusal.code().number());
        body.put("message", refusal.chain());
        details(body, refusal);
        Answer answer = Json.answer(refusal.code().status(), body);
        return refusal.allowed().isEmpty() ? answer : answer.with("Allow", refusal.allowed());
    }

    /** The body of uploads. */
    public static Answer ofUpload(Refusal refusal, String failed) {
        ObjectNode body = Json.object();
        body.put("error_message", failed);
        body.put("error_details", refusal.chain() + lines(refusal.words()));
        details(body, refusal);
        return Json.answer(refusal.code().status(), body);
    }

    private static String lines(Refusal.Words words) {
        String places =
                words.diagnostics().stream()
                        .map(diagnostic -> "\n" + diagnostic)
                        .collect(Collectors.joining());
        return (words.hint().isEmpty() ? "" : "; " + words.hint()) + places;
    }

    private static void details(ObjectNode body, Refusal refusal) {
        Refusal.Words words = refusal.words();
        ArrayNode details = body.putArray("details");
        details.addObject()
                .put("@type", STATUS)
                .put("code", refusal.code().number())
                .put("message", words.text());
        if (!words.hint().isEmpty()) {
            details.addObject().put("@type", HELP).put("hint", words.hint());
        }
        for (Diagnostic diagnostic : words.diagnostics()) {
            ObjectNode place = details.addObject().put("@type", DIAGNOSTIC);
            place.put("severity", diagnostic.severity().word());
            place.put("code", diagnostic.code().id());
            place.put("message", diagnostic.message());
            place.put("line", diagnostic.span().line());
            place.put("column", diagnostic.span().column());
            if (!diagnostic.hint().isEmpty()) {
                place.put("hint", diagnostic.hint());
            }
        }
    }
}
