import { strict as assert } from 'node:assert';
import { compareReleases, isAtLeast, isBelow, parseVersionRange, reachesDownTo } from '../../src/languages/requirements/specifier.js';

describe('version specifiers', () => {
  const below = (specifier: string): boolean | undefined => {
    const range = parseVersionRange(specifier);
    return range && isBelow(range, '5.28.1');
  };

  it('says which are certainly below a version', () => {
    for (const specifier of [
      '==3.20.3',
      '==3.20.*',
      '<4',
      '<=3.20.3',
      '~=3.20',
      '~=3.20.1',
      '>=3.19,<4',
      '<5.28.1',
      '<=5.28.0',
      '==5.28.0',
      '<6,<=3',
      '==5.27.*',
    ]) {
      assert.equal(below(specifier), true, specifier);
    }
    for (const specifier of ['', '>=3.20', '<6', '<=5.28.1', '~=5.28', '~=5.28.0', '==5.28.*', '==5.28.1', '!=4.0', '>5', '~=5']) {
      assert.equal(below(specifier), false, specifier);
    }
  });

  it('says nothing of what is not plain numbers', () => {
    for (const specifier of [
      '==3.20.0rc1',
      '===3.20',
      '==1!2.0',
      '==3.20+local',
      '<4.dev0',
      '3.20',
      '=3.20',
      '<3.*',
      '<$VERSION',
      '@ file:x',
    ]) {
      assert.equal(parseVersionRange(specifier), undefined, specifier);
    }
  });

  it('takes the strictest of several bounds, in any order', () => {
    assert.deepEqual(parseVersionRange('>=3,>3.5,<=9,<4'), {
      lower: { version: '3.5', inclusive: false },
      upper: { version: '4', inclusive: false },
    });
    assert.deepEqual(parseVersionRange('<4,<=4, >=3 , >3'), {
      lower: { version: '3', inclusive: false },
      upper: { version: '4', inclusive: false },
    });
    assert.deepEqual(parseVersionRange('~=4.9'), { lower: { version: '4.9', inclusive: true }, upper: { version: '5', inclusive: false } });
  });

  it('knows lower bounds', () => {
    const range = (specifier: string) => parseVersionRange(specifier) ?? {};
    for (const specifier of ['>=5', '==5.1.0', '~=5.0', '>5.0', '==5.*']) assert.equal(isAtLeast(range(specifier), '5'), true, specifier);
    for (const specifier of ['', '>=4', '<6', '==4.9']) assert.equal(isAtLeast(range(specifier), '5'), false, specifier);
    for (const specifier of ['', '<4', '==3.20.3', '>=3,<4', '<=9'])
      assert.equal(reachesDownTo(range(specifier), '3.20.3'), true, specifier);
    for (const specifier of ['==4.25', '>3.20.3,<5', '>=4,<5']) assert.equal(reachesDownTo(range(specifier), '3.20.3'), false, specifier);
  });

  it('compares by numbers', () => {
    assert.ok(compareReleases('3.9', '3.20') < 0);
    assert.ok(compareReleases('5.28.1', '5.28') > 0);
    assert.equal(compareReleases('5.0', '5'), 0);
  });
});
