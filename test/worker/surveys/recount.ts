/** The tallies of asking, counted again from the rows that they are of. */
import { env } from "cloudflare:workers";

const metric = (name: string) => `count(a.${name}) AS ${name}_count,
  ifnull(sum(a.${name}), 0) AS ${name}_sum, ifnull(sum(a.${name} * a.${name}), 0) AS ${name}_squares`;
const flag = (name: string) => `ifnull(sum(instr(a.flags, '${name}') > 0), 0) AS ${name}`;

/** Answers each tally as it is kept, and as it is counted again. */
export async function recount() {
  const [kept, counted, keptSurveys, countedSurveys] = await env.DB.batch([
    env.DB.prepare(
      `SELECT * FROM asking_tallies WHERE asked > 0 ORDER BY quarter, rep_id, tier, is_drawn`,
    ),
    env.DB.prepare(`SELECT quarter, rep_id, ifnull(i.tier, '') AS tier, proposed AS is_drawn,
        sum(counts) AS asked, sum(counts = 1 AND i.answered_at IS NOT NULL) AS answered,
        ${["nps", "csat", "ces"].map(metric).join(", ")},
        ${["address_changed", "own_domain", "same_device"].map(flag).join(", ")}
      FROM invitations i LEFT JOIN survey_answers a ON a.invitation_id = i.id
        AND a.state = 'counted'
      GROUP BY 1, 2, 3, 4 HAVING sum(counts) > 0 ORDER BY 1, 2, 3, 4`),
    env.DB.prepare("SELECT * FROM survey_tallies ORDER BY survey_id"),
    env.DB.prepare(`SELECT survey_id, sum(counts) AS asked,
        sum(counts = 1 AND answered_at IS NOT NULL) AS answered,
        ${["held", "withdrawn"]
          .map(
            (state) => `(SELECT count(*) FROM survey_answers a
              WHERE a.survey_id = i.survey_id AND state = '${state}') AS ${state}`,
          )
          .join(", ")},
        (SELECT count(*) FROM survey_answers a WHERE a.survey_id = i.survey_id
          AND state = 'counted' AND a.flags <> '') AS flagged
      FROM invitations i GROUP BY survey_id ORDER BY survey_id`),
  ]);
  return {
    kept: [kept?.results, keptSurveys?.results],
    counted: [counted?.results, countedSurveys?.results],
  };
}
