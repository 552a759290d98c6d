/** Words that say nothing by themselves, and words that turn the next one round. */

const english = `a about after again all also am an and any are as at be because been before being
but by can could did do does doing done for from get got had has have having he her here him his how
i if in into is it its just like me more most my of off on one only or our out over own really she
so some such than that the their them then there these they thing things this those through to too
up us very was we well were what when where which while who will with would you your yours`;

const chinese = `我们 你们 他们 她们 它们 自己 这个 那个 这些 那些 什么 怎么 因为 所以 但是 而且 如果 就是 还是
可以 已经 一个 一些 一下 有点 非常 比较 真的 觉得 感觉 时候 以及 或者 然后 虽然 不过 这样 那样 这里 那里 都是
也是 是的 没什么 其他 一直 每次 还有 希望`;

/** Words that are no theme. */
export const stopWords: ReadonlySet<string> = new Set(`${english} ${chinese}`.split(/\s+/));

/** Words that turn the next one round: "not good" is not "good". */
export const negations: ReadonlySet<string> = new Set(
  "not no never without don't doesn't didn't isn't aren't wasn't can't couldn't won't 不 没 没有 未".split(
    " ",
  ),
);
