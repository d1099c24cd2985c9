package penstock.control.port;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.Kubernetes.Keeper;

/**
 * Secrets and config maps: values by key, under a name. Values are kept sealed; nobody but a step
 * that asks for a secret by name ever sees what is in it. Blocking.
 */
public interface Keepers {

    /** The most bytes that the values under one name may have together, as in Kubernetes. */
    int MOST_BYTES = 1 << 20;

    /** What is under a name. */
    Found find(Keeper keeper, String name);

    /** All names, sorted; values are left out. */
    List<Label> list(Keeper keeper);

    /** Writes all of {@code data} or nothing. */
    Writing write(Write write, Instant at);

    /** Forgets a name; false when it is unknown. */
    boolean remove(Keeper keeper, String name);

    /** How values that are already there fare. */
    enum Mode {
        /** The name must be new. */
        CREATE,
        /** Keys that are not written stay. */
        MERGE,
        /** Keys that are not written go. */
        REPLACE
    }

    /** Values to be written. */
    record Write(Keeper keeper, String name, Mode mode, SortedMap<String, byte[]> data) {
        public Write {
            data = Collections.unmodifiableSortedMap(new TreeMap<>(data));
        }

        /** Names only: what is written may be a secret. */
        @Override
        public String toString() {
            return keeper + " " + name + " " + mode + " " + data.keySet();
        }
    }

    /**
     * What people see of a name.
     *
     * @param version 1, and one more after each change
     */
    record Label(
            String name, List<String> keys, long version, Instant createdAt, Instant updatedAt) {
        public Label {
            keys = List.copyOf(keys);
        }
    }

    /** What was found under a name. */
    sealed interface Found {
        /** Values by key. */
        record Open(Label label, SortedMap<String, byte[]> data) implements Found {
            public Open {
                data = Collections.unmodifiableSortedMap(new TreeMap<>(data));
            }

            /** The bytes of a key, or null. */
            public byte @Nullable [] value(String key) {
                return data.get(key);
            }

            @Override
            public String toString() {
                return label.toString();
            }
        }

        /** Nothing. */
        record Missing() implements Found {}

        /** Values that were sealed with another key than this server has. */
        record Sealed(Label label) implements Found {}
    }

    /** What became of writing. */
    sealed interface Writing {
        /** It is durable. */
        record Done(Label label) implements Writing {}

        /** The name is taken. */
        record Taken() implements Writing {}

        /** Together with what is there it would be too much. */
        record TooLarge(long bytes) implements Writing {}

        /** What is there was sealed with another key, so that nothing can be added to it. */
        record Sealed() implements Writing {}
    }
}
