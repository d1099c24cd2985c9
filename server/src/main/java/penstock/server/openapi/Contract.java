package penstock.server.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** KFP's API as two files of this package write it down, each line of which is one fact. */
public record Contract(
        List<Operation> operations, List<Message> messages, List<Enumeration> enumerations) {

    public Contract {
        operations = List.copyOf(operations);
        messages = List.copyOf(messages);
        enumerations = List.copyOf(enumerations);
    }

    /** How something compares with KFP. */
    public enum Standing {
        /** As KFP has it. */
        SAME('='),
        /** As KFP has it where a client relies on it, and better. */
        BETTER('+'),
        /** Not there yet. */
        MISSING('-');

        private final char sign;

        Standing(char sign) {
            this.sign = sign;
        }
    }

    /** A standing with a word on it, which may be empty. */
    public record Mark(Standing standing, String remark) {}

    /**
     * An operation.
     *
     * @param body name of a message, {@code @file} or {@code @string}; empty for none
     * @param answer name of a message or {@code @text}; empty when there is no such answer yet
     */
    public record Operation(
            String method,
            String path,
            String name,
            List<Parameter> query,
            String body,
            String answer,
            Mark mark) {
        public Operation {
            query = List.copyOf(query);
        }
    }

    /** A query parameter. */
    public record Parameter(String name, String type) {}

    /** A message. */
    public record Message(String name, List<Field> fields) {
        public Message {
            fields = List.copyOf(fields);
        }
    }

    /** Which way a field travels. */
    public enum Way {
        BOTH,
        ONLY_ANSWERED,
        ONLY_SENT
    }

    /**
     * A field of a message.
     *
     * @param type a message, an enumeration or a plain type; {@code [type]} a list of it, {@code
     *     {type}} a map of it
     */
    public record Field(String name, String type, Way way, Mark mark) {}

    /** Names of values. */
    public record Enumeration(String name, List<String> values) {
        public Enumeration {
            values = List.copyOf(values);
        }
    }

    /** Reads the files. */
    public static Contract read() {
        List<Operation> operations =
                lines("operations.txt").stream().map(Contract::operation).toList();
        List<Message> messages = new ArrayList<>();
        List<Enumeration> enumerations = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        for (String line : lines("messages.txt").reversed()) {
            if (line.startsWith(" ")) {
                fields.addFirst(field(line));
            } else if (line.startsWith("enum ")) {
                List<String> words = words(line);
                enumerations.addFirst(
                        new Enumeration(words.get(1), words.subList(2, words.size())));
            } else {
                messages.addFirst(new Message(line.strip(), fields));
                fields = new ArrayList<>();
            }
        }
        return new Contract(operations, messages, enumerations);
    }

    private static Operation operation(String line) {
        List<String> cells = cells(line);
        List<String> head = words(cells.get(0));
        List<Parameter> query = words(cells.get(1)).stream().map(Contract::parameter).toList();
        return new Operation(
                head.get(0),
                head.get(1),
                head.get(2),
                query,
                cells.get(2),
                cells.get(3),
                mark(cells.get(4)));
    }

    private static Parameter parameter(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new Parameter(text, "string")
                : new Parameter(text.substring(0, colon), text.substring(colon + 1));
    }

    private static Field field(String line) {
        List<String> cells = cells(line);
        List<String> head = words(cells.get(0));
        Way way =
                switch (cells.get(1)) {
                    case "<" -> Way.ONLY_ANSWERED;
                    case ">" -> Way.ONLY_SENT;
                    default -> Way.BOTH;
                };
        return new Field(head.get(0), head.get(1), way, mark(cells.get(2)));
    }

    private static Mark mark(String text) {
        for (Standing standing : Standing.values()) {
            if (text.charAt(0) == standing.sign) {
                return new Mark(standing, text.substring(1).strip());
            }
        }
        throw new IllegalStateException("'" + text + "' (expected: =, + or - and a word)");
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }

    private static List<String> lines(String file) {
        try (InputStream in = Contract.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("resource " + file + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + file + " cannot be read", e);
        }
    }
}
