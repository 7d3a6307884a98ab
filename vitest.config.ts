import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Neither UTC nor whole hours from it: a time that leans on the machine's zone comes out wrong.
    env: { TZ: 'Asia/Kathmandu' },
    setupFiles: ['test/property-seed.ts'],
    testTimeout: 20_000,
  },
});
