package penstock.spec.kfp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.spec.Diagnostic;
import penstock.spec.Diagnostics;
import penstock.spec.Reading;
import penstock.spec.document.DocumentReader;
import penstock.spec.document.Limits;
import penstock.spec.document.Node;

/**
 * Reads what users hand in as a pipeline: a stream of a pipeline and a platform document, the same
 * two inside Kubernetes manifests, or the {@code PipelineJob} envelope of SDK 1.8.
 */
public final class KfpReader {
    private static final int HEAD = 4_096;

    private final DocumentReader documents;

    /** A reader that refuses documents beyond {@code limits}. */
    public KfpReader(Limits limits) {
        this.documents = new DocumentReader(limits);
    }

    /** The pipeline in the stream {@code bytes}. */
    public Reading<KfpDocument> read(byte[] bytes) {
        byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, HEAD));
        return decode(documents.read(bytes), new String(head, StandardCharsets.ISO_8859_1));
    }

    /** The pipeline in the stream {@code text}. */
    public Reading<KfpDocument> read(String text) {
        String head = text.substring(0, Math.min(text.length(), HEAD));
        return decode(documents.read(text), head);
    }

    private static Reading<KfpDocument> decode(Reading<List<Node>> reading, String head) {
        Reading<KfpDocument> result =
                switch (reading) {
                    case Reading.Refused<List<Node>>(var diagnostics) ->
                            new Reading.Refused<>(diagnostics);
                    case Reading.Done<List<Node>>(var nodes, var remarks) -> sort(nodes, remarks);
                };
        @Nullable Diagnostic program = ForeignDocuments.program(head);
        boolean refused = result instanceof Reading.Refused<KfpDocument>;
        return refused && program != null ? new Reading.Refused<>(List.of(program)) : result;
    }

    private static Reading<KfpDocument> sort(List<Node> nodes, List<Diagnostic> remarks) {
        Diagnostics diagnostics = new Diagnostics();
        diagnostics.addAll(remarks);
        DocumentStream stream = new DocumentStream(diagnostics);
        nodes.forEach(stream::take);
        return stream.finish();
    }
}
