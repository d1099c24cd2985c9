package penstock.spec.document;

import java.util.Optional;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.Span;
import penstock.spec.document.ScalarNode.Kind;

/** Turns scalar events into nodes. */
final class Scalars {
    private static final String CORE = "tag:yaml.org,2002:";

    private Scalars() {}

    static ScalarNode node(ScalarEvent event, Span span, Diagnostics diagnostics)
            throws RefusedException {
        String text = event.getValue();
        checkCharacters(text, span, diagnostics);
        Kind natural = event.isPlain() ? PlainScalars.kind(text) : Kind.TEXT;
        Kind kind = event.getTag().isEmpty() ? natural : tagged(event, span);
        return new ScalarNode(kind, text, event.isPlain(), span);
    }

    static void refuseForeignTag(Optional<String> tag, String own, Span span)
            throws RefusedException {
        if (tag.isPresent() && !tag.get().equals(own) && !tag.get().equals("!")) {
            throw badTag(tag.get(), span);
        }
    }

    private static Kind tagged(ScalarEvent event, Span span) throws RefusedException {
        String tag = event.getTag().orElseThrow();
        Kind wanted = kindOf(tag, span);
        Kind natural = PlainScalars.kind(event.getValue());
        boolean widened = wanted == Kind.FLOAT && natural == Kind.INT;
        if (wanted != Kind.TEXT && wanted != natural && !widened) {
            throw new RefusedException(
                    DiagnosticCode.BAD_TAG,
                    span,
                    "'" + event.getValue() + "' is not a value of tag '" + tag + "'",
                    "remove the tag or correct the value");
        }
        return wanted;
    }

    private static Kind kindOf(String tag, Span span) throws RefusedException {
        return switch (tag) {
            case CORE + "str", "!" -> Kind.TEXT;
            case CORE + "int" -> Kind.INT;
            case CORE + "float" -> Kind.FLOAT;
            case CORE + "bool" -> Kind.BOOL;
            case CORE + "null" -> Kind.NULL;
            default -> throw badTag(tag, span);
        };
    }

    private static RefusedException badTag(String tag, Span span) {
        return new RefusedException(
                DiagnosticCode.BAD_TAG,
                span,
                "tag '" + tag + "' has no meaning here",
                "write the value without a tag; JSON has none");
    }

    /** Refuses what neither a program's arguments nor a database can carry. */
    private static void checkCharacters(String text, Span span, Diagnostics diagnostics) {
        if (text.indexOf('\0') >= 0) {
            diagnostics.error(
                    DiagnosticCode.BAD_CHARACTER, span, "text holds the character U+0000");
        }
        if (holdsHalfACharacter(text)) {
            diagnostics.error(
                    DiagnosticCode.BAD_CHARACTER,
                    span,
                    "text holds half of a character, a lone surrogate",
                    "write both halves of the surrogate pair, or the character itself");
        }
    }

    private static boolean holdsHalfACharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
