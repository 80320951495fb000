/** Why one place is above another: each ranking key as a rule, and the words around it. */
export const reasons = {
  rule: {
    POINTS: 'điểm cao hơn',
    CORRECT_COUNT: 'nhiều câu đúng hơn',
    PREDICTION_DISTANCE: 'dự đoán gần đúng hơn',
    DURATION: 'làm bài nhanh hơn',
    SUBMIT_MOMENT: 'nộp bài sớm hơn',
    ENTRY_MOMENT: 'đăng ký dự thi sớm hơn',
    PERFECT_TRIES: 'có nhiều lượt đúng hết hơn',
    JUDGE_MARK: 'điểm của giám khảo cao hơn',
    LOT: 'kết quả bốc thăm',
  },
  whyTitle: (above: string, below: string) => `Vì sao ${above} xếp trên ${below}?`,
  whyDecided: (rule: string) => `Vì ${rule}.`,
  whyTied: 'Hai người bằng nhau ở mọi tiêu chí nên cùng hạng.',
  decides: 'quyết định',
  equal: 'bằng nhau',
  criterion: 'Tiêu chí',
};

export type Reasons = typeof reasons;
