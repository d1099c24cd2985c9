package penstock.server.kfp;

/**
 * What can be chosen about KFP's API.
 *
 * @param canceledShown cancelled runs end as CANCELED, not as FAILED, in v2beta1; KFP's SDK then
 *     waits for them in vain
 * @param urls from where packages are fetched
 */
public record KfpSettings(boolean canceledShown, UrlPolicy urls) {
    /** As KFP has it. */
    public static final KfpSettings DEFAULT = new KfpSettings(false, UrlPolicy.DEFAULT);
}
