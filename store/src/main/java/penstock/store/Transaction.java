package penstock.store;

/**
 * What a write works with.
 *
 * @param epoch the ownership epoch as the database has it
 * @param runNumbers gives runs their number
 * @param executionNumbers gives task runs their number
 */
record Transaction(Session session, long epoch, Numbers runNumbers, Numbers executionNumbers) {}
