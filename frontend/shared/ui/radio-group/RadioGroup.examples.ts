const options = [
  { value: 'SELF', label: 'Của tôi' },
  { value: 'RELATIVE', label: 'Của người thân', hint: 'Cha mẹ, con, người trông nom' },
];

export const examples = [
  { name: 'plain', props: { name: 'phone_owner', legend: 'Số điện thoại này', options, value: null } },
  {
    name: 'chosen',
    props: { name: 'owner', legend: 'Số điện thoại này', options, value: 'SELF', inline: true },
  },
  { name: 'error', props: { name: 'o', legend: 'Số này', options, value: null, error: 'Bạn chưa chọn.' } },
];
