package penstock.store;

import java.sql.SQLException;
import penstock.plan.Problem;

/** Something to be committed, alone or together with others. */
interface Write {

    /** Rows it touches, roughly; a commit takes no further write when it has enough. */
    int weight();

    /**
     * Writes inside a transaction that is already open. What it throws is undone and spoils no
     * other write.
     */
    void run(Transaction transaction) throws SQLException;

    /** It is durable. */
    void committed();

    /** It was not committed, or (when the disk failed meanwhile) nobody knows. */
    void failed(Problem problem);
}
