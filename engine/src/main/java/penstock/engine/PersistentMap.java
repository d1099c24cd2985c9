package penstock.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sorted map (an AVL tree with path copying): reading and changing it cost O(log n),
 * and every version stays valid. Iteration is in key order, whatever the order of insertion.
 */
public final class PersistentMap<K extends Comparable<K>, V> implements Iterable<Map.Entry<K, V>> {

    private static final PersistentMap<?, ?> EMPTY = new PersistentMap<>(null);

    private final @Nullable Node<K, V> root;

    private PersistentMap(@Nullable Node<K, V> root) {
        this.root = root;
    }

    /** The map without entries. */
    @SuppressWarnings("unchecked") // holds no key and no value of any type
    public static <K extends Comparable<K>, V> PersistentMap<K, V> empty() {
        return (PersistentMap<K, V>) EMPTY;
    }

    /** Number of entries. */
    public int size() {
        return sizeOf(root);
    }

    /** True without entries. */
    public boolean isEmpty() {
        return root == null;
    }

    /** The value of {@code key}, or null. */
    public @Nullable V get(K key) {
        Node<K, V> node = root;
        while (node != null) {
            int order = key.compareTo(node.key);
            if (order == 0) {
                return node.value;
            }
            node = order < 0 ? node.left : node.right;
        }
        return null;
    }

    /** True when {@code key} has a value. */
    public boolean containsKey(K key) {
        return get(key) != null;
    }

    /** This map with {@code key} bound to {@code value}. */
    public PersistentMap<K, V> with(K key, V value) {
        return new PersistentMap<>(insert(root, key, value));
    }

    /** This map without {@code key}. */
    public PersistentMap<K, V> without(K key) {
        return containsKey(key) ? new PersistentMap<>(remove(root, key)) : this;
    }

    /** The entry with the smallest key, or null when empty. */
    public Map.@Nullable Entry<K, V> first() {
        return root == null ? null : entry(leftmost(root));
    }

    /** The entry with the largest key, or null when empty. */
    public Map.@Nullable Entry<K, V> last() {
        if (root == null) {
            return null;
        }
        Node<K, V> at = root;
        while (at.right != null) {
            at = at.right;
        }
        return entry(at);
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
        return new InOrder<>(root);
    }

    /** Maps with equal entries are equal, whatever led to them. */
    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof PersistentMap<?, ?> that) || size() != that.size()) {
            return false;
        }
        Iterator<? extends Map.Entry<?, ?>> theirs = that.iterator();
        for (Map.Entry<K, V> mine : this) {
            if (!mine.equals(theirs.next())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int sum = 0;
        for (Map.Entry<K, V> entry : this) {
            sum += entry.hashCode();
        }
        return sum;
    }

    @Override
    public String toString() {
        StringJoiner entries = new StringJoiner(", ", "{", "}");
        forEach(entry -> entries.add(entry.toString()));
        return entries.toString();
    }

    private static <K extends Comparable<K>, V> Node<K, V> insert(
            @Nullable Node<K, V> node, K key, V value) {
        if (node == null) {
            return new Node<>(key, value, null, null);
        }
        int order = key.compareTo(node.key);
        if (order == 0) {
            return new Node<>(key, value, node.left, node.right);
        }
        return order < 0
                ? balanced(node, insert(node.left, key, value), node.right)
                : balanced(node, node.left, insert(node.right, key, value));
    }

    private static <K extends Comparable<K>, V> @Nullable Node<K, V> remove(
            @Nullable Node<K, V> node, K key) {
        if (node == null) {
            return null;
        }
        int order = key.compareTo(node.key);
        if (order < 0) {
            return balanced(node, remove(node.left, key), node.right);
        }
        if (order > 0) {
            return balanced(node, node.left, remove(node.right, key));
        }
        if (node.left == null || node.right == null) {
            return node.left == null ? node.right : node.left;
        }
        Node<K, V> successor = leftmost(node.right);
        return balanced(successor, node.left, remove(node.right, successor.key));
    }

    /** A node with {@code entry}'s key and value over two subtrees whose heights differ by ≤ 2. */
    private static <K extends Comparable<K>, V> Node<K, V> balanced(
            Node<K, V> entry, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
        int tilt = heightOf(left) - heightOf(right);
        if (tilt > 1 && left != null) {
            return rotateRight(entry, left, right);
        }
        if (tilt < -1 && right != null) {
            return rotateLeft(entry, left, right);
        }
        return node(entry, left, right);
    }

    private static <K extends Comparable<K>, V> Node<K, V> rotateRight(
            Node<K, V> entry, Node<K, V> left, @Nullable Node<K, V> right) {
        Node<K, V> inner = left.right;
        if (inner != null && heightOf(inner) > heightOf(left.left)) {
            return node(inner, node(left, left.left, inner.left), node(entry, inner.right, right));
        }
        return node(left, left.left, node(entry, inner, right));
    }

    private static <K extends Comparable<K>, V> Node<K, V> rotateLeft(
            Node<K, V> entry, @Nullable Node<K, V> left, Node<K, V> right) {
        Node<K, V> inner = right.left;
        if (inner != null && heightOf(inner) > heightOf(right.right)) {
            return node(
                    inner, node(entry, left, inner.left), node(right, inner.right, right.right));
        }
        return node(right, node(entry, left, inner), right.right);
    }

    private static <K extends Comparable<K>, V> Node<K, V> node(
            Node<K, V> entry, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
        return new Node<>(entry.key, entry.value, left, right);
    }

    private static <K extends Comparable<K>, V> Node<K, V> leftmost(Node<K, V> node) {
        Node<K, V> at = node;
        while (at.left != null) {
            at = at.left;
        }
        return at;
    }

    private static int heightOf(@Nullable Node<?, ?> node) {
        return node == null ? 0 : node.height;
    }

    private static int sizeOf(@Nullable Node<?, ?> node) {
        return node == null ? 0 : node.size;
    }

    private static <K extends Comparable<K>, V> Map.Entry<K, V> entry(Node<K, V> node) {
        return Map.entry(node.key, node.value);
    }

    private static final class Node<K extends Comparable<K>, V> {
        final K key;
        final V value;
        final @Nullable Node<K, V> left;
        final @Nullable Node<K, V> right;
        final int height;
        final int size;

        Node(K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
            this.key = key;
            this.value = value;
            this.left = left;
            this.right = right;
            this.height = 1 + Math.max(heightOf(left), heightOf(right));
            this.size = 1 + sizeOf(left) + sizeOf(right);
        }
    }

    private static final class InOrder<K extends Comparable<K>, V>
            implements Iterator<Map.Entry<K, V>> {
        private final Deque<Node<K, V>> path = new ArrayDeque<>();

        InOrder(@Nullable Node<K, V> root) {
            descend(root);
        }

        @Override
        public boolean hasNext() {
            return !path.isEmpty();
        }

        @Override
        public Map.Entry<K, V> next() {
            if (path.isEmpty()) {
                throw new NoSuchElementException();
            }
            Node<K, V> node = path.pop();
            descend(node.right);
            return entry(node);
        }

        private void descend(@Nullable Node<K, V> from) {
            for (Node<K, V> node = from; node != null; node = node.left) {
                path.push(node);
            }
        }
    }
}
