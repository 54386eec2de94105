/** Letters that look alike in both alphabets: a typist or a scanner mixes them within one word. */
const lookAlikes = 'AА BВ CС EЕ HН IІ KК MМ OО PР TТ XХ YУ aа cс eе hһ iі oо pр xх yу əә ɵө ƏӘ ƟӨ'.split(' ')

const toCyrillic = new Map(lookAlikes.map(([latin = '', cyrillic = '']) => [latin, cyrillic]))
const toLatin = new Map(lookAlikes.map(([latin = '', cyrillic = '']) => [cyrillic, latin]))
const cyrillicLetter = /\p{Script=Cyrillic}/u
const latinLetter = /\p{Script=Latin}/u

/** Brings a word of two alphabets into one: the one that has letters which the other lacks, else Cyrillic. */
export function unmixLetters(word: string): string {
  if (!cyrillicLetter.test(word) || !latinLetter.test(word)) return word
  const letters = [...word]
  const onlyLatin = letters.some(letter => latinLetter.test(letter) && !toCyrillic.has(letter))
  const onlyCyrillic = letters.some(letter => cyrillicLetter.test(letter) && !toLatin.has(letter))
  const map = onlyLatin && !onlyCyrillic ? toLatin : toCyrillic
  return letters.map(letter => map.get(letter) ?? letter).join('')
}

/**
 * Kazakh and Russian letters in one coarse Latin. `j` stands for zh, `x` for sh, `c` for ch; letters that clerks swap
 * (ә а, ғ г, қ к, ң н, ө о, ұ ү у ю, һ х, ы і и й, э е ё) share one.
 */
const cyrillicSounds = readTable(
  'а=a ә=a б=b в=v г=g ғ=g д=d е=e ё=e ж=j дж=j з=z и=i й=i к=k қ=k л=l м=m н=n ң=n о=o ө=o п=p р=r с=s ' +
    'т=t у=u ұ=u ү=u ф=f х=h һ=h ц=ts ч=c ш=x щ=x ъ= ы=i і=i ь= э=e ю=u я=ia',
)

/** Passport Latin and both official Kazakh Latin alphabets (2018 with acutes, 2021 with umlauts). */
const latinSounds = readTable(
  'shch=x sch=x sh=x ş=x zh=j dzh=j dj=j j=j ch=c kh=h gh=g ck=k ts=ts tz=ts ye=e yo=e yu=u iu=u ya=ia ' +
    'x=ks q=k c=k w=v y=i ý=u ı=i ə=a ɵ=o ŋ=n ğ=g ǵ=g ph=f',
)

const cyrillicPattern = patternOf(cyrillicSounds)
const latinPattern = patternOf(latinSounds)

/** The coarse sounds of one word in one alphabet, lower case. */
export function soundsOf(word: string): string {
  if (cyrillicLetter.test(word)) return word.replaceAll(cyrillicPattern, letters => cyrillicSounds[letters] ?? '')
  const known = word.replaceAll(latinPattern, letters => latinSounds[letters] ?? '')
  return known.normalize('NFD').replaceAll(/\p{M}/gu, '')
}

function patternOf(sounds: Readonly<Record<string, string>>): RegExp {
  const longestFirst = Object.keys(sounds).sort((one, other) => other.length - one.length)
  return new RegExp(longestFirst.join('|'), 'gu')
}

/** `а=a б=b`: what is written, what it sounds like. */
function readTable(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(text.split(' ').map(entry => entry.split('=')))
}
