export const examples = [{ name: 'closed', props: {} }];
