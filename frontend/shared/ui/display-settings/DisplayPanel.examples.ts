export const examples = [{ name: 'panel', props: {} }];
