/** Net promoter score of many answers (Reichheld 2003), with an interval. */
import { Z95 } from "./normal.ts";

/**
 * NPS, −100 to 100: share of promoters (9–10) less share of detractors (0–6). The 95 % interval is the adjusted Wald: three
 * answers are added, three quarters of a promoter and of a detractor and one and a half passives (Agresti & Min 2005, as
 * Lewis & Sauro apply it to NPS). It may pass ±100, which tells of few answers. Null without answers.
 */
export function netPromoterScore({ promoters, passives, detractors }: { promoters: number; passives: number; detractors: number }):
  { score: number; low: number; high: number; standardError: number; answers: number } | null {
  const answers = promoters + passives + detractors;
  if (answers === 0) return null;
  const spread = (up: number, down: number, n: number) => Math.sqrt((up + down - (up - down) ** 2) / n);
  const n = answers + 3;
  const up = (promoters + 0.75) / n;
  const down = (detractors + 0.75) / n;
  const half = 100 * Z95 * spread(up, down, n);
  return {
    score: (100 * (promoters - detractors)) / answers,
    low: 100 * (up - down) - half, high: 100 * (up - down) + half,
    standardError: 100 * spread(promoters / answers, detractors / answers, answers), answers,
  };
}
