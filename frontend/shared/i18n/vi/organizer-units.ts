/** Words around the charge of a unit: who has it, and what is seen there. */
export const unitPages = {
  managers: {
    title: 'Người phụ trách đơn vị',
    intro:
      'Người phụ trách xem được số người, số lượt dự thi của đơn vị mình và các đơn vị bên dưới trong mọi cuộc thi của cơ quan, không thấy tên hay điểm của ai. Người phụ trách vẫn được dự thi.',
    caption: 'Người phụ trách đơn vị',
    who: 'Người',
    unit: 'Đơn vị',
    since: 'Từ',
    none: 'Chưa có ai phụ trách đơn vị nào.',
    username: 'Tên đăng nhập',
    save: 'Giao phụ trách',
    end: 'Thôi phụ trách',
    endSure: (name: string, unit: string) => `${name} thôi phụ trách ${unit}?`,
    missingName: 'Bạn ghi tên đăng nhập.',
    missingUnit: 'Bạn chọn đơn vị.',
  },
  own: {
    title: 'Đơn vị bạn phụ trách',
    round: 'Đợt thi',
    roundOf: (round: string, contest: string) => `${round}, ${contest}`,
    none: 'Chưa có đợt thi nào mở cho đơn vị này.',
    caption: (unit: string) => `Số dự thi của ${unit}`,
    unit: 'Đơn vị',
    people: 'Người',
    attempts: 'Lượt',
    headCount: 'Thuộc diện',
    rate: 'Tỷ lệ',
    empty: 'Chưa có ai của đơn vị dự thi đợt này.',
    asOf: (at: string) => `Số liệu lúc ${at}.`,
    frozen: (at: string) => `Số liệu tạm dừng từ ${at}, công bố cùng kết quả.`,
    hidden: 'Số liệu đợt này hiện không công khai.',
    more: 'Xem tiếp',
  },
};

export type UnitPages = typeof unitPages;
