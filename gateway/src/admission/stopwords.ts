/** English function words; some are keywords of programming languages as well, which is no harm. */
export const stopwords: ReadonlySet<string> = new Set(
  (
    "a about above after again all also an and any are as at be because been before being below between both but by can cannot could did do does " +
    "down during each else few for from further had has have having he her here his how i if in into is it its itself more most must my no nor " +
    "not of off on once only or other our out over own return returns same she should so some such than that the their them then there these they " +
    "this those through to too under until up use used uses was we were what when where whether which while who will with would you your"
  ).split(" "),
);
