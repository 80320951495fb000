/** Words of the form controls; pages without a form need not load them. */
export const forms = {
  summary: (count: number) =>
    count === 1 ? 'Còn một chỗ cần bạn xem lại' : `Còn ${count} chỗ cần bạn xem lại`,
  day: 'Ngày',
  month: 'Tháng',
  year: 'Năm',
  unitHint: 'Gõ vài chữ trong tên, có dấu hay không dấu đều được.',
  unitNone: (query: string) => `Không tìm thấy đơn vị nào có tên gần với «${query}». Bạn thử gõ ít chữ hơn.`,
  unitCount: (count: number) => `${count} đơn vị phù hợp, dùng phím mũi tên để chọn.`,
  unitChosen: (name: string) => `Đã chọn ${name}`,
  unitClear: 'Chọn đơn vị khác',
  unitFailed: 'Chưa tìm được vì mạng chập chờn. Bạn gõ lại sau ít giây.',
  unitFormer: (alias: string) => `Tên cũ: ${alias}`,
  showPassword: 'Hiện mật khẩu',
  show: 'Hiện',
  hide: 'Ẩn',
};

export type Forms = typeof forms;
