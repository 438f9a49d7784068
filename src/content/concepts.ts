/**
 * What a sentence about TCP speaks of, in Korean or English: `TIME_WAIT`, "타임 웨이트" and "time wait" are all
 * the concept `time-wait`. The patterns read the text as `plain` writes it.
 */

/** Concepts that are said with a negative word though nothing is denied: "data that has not arrived yet". */
const NEGATIVE = {
  late: /(?:ha(?:s|ve|d) |is |are )?not (?:yet )?(?:arrived|come|reached)(?: yet)?|\blate[rd]?\b|delayed|surplus|remaining|still (?:on|under) |after (?:it|the fin)\b|overtak|늦|지연|잉여|남은|나중에|뒤늦|앞지르|추월|아직[^.]{0,12}(?:않|못|안 )[가-힣]*|(?:도착|전송|수신|전달)(?:하|되)?지\s*(?:않|못)[가-힣]*|못 받은/u,
  "no-data":
    /(?:can ?not|can't|do(?:es)? not|don't|doesn't|may not|never) (?:carry|contain|hold|have|bear|include)[a-z -]{0,20}(?:data|payload)|\bno(?: application| user)?(?:[- ]layer)? (?:data|payload)|(?:데이터|페이로드)[가-힣]*\s*(?:전혀\s*)?(?:실을 수 없|담을 수 없|보낼 수 없|(?:싣|담|실리|담기|포함하|포함되|들어 ?있|보내|가지)지\s*(?:않|못)|없|안 )[가-힣]*/u,
  "non-syn":
    /non-?syn\b|other than (?:a )?syn\b|not (?:a )?syn\b|except (?:a )?syn\b|syn[가-힣]*\s*(?:세그먼트[가-힣]*|패킷[가-힣]*)?\s*(?:아닌|이외의|외의|제외한)|비-?\s?syn/u,
  "no-connection":
    /(?:do(?:es)? not|doesn't|don't) exist|non-?existent|missing connection|no (?:such )?connection|is not there|존재하지 않[가-힣]*|없는 (?:tcp )?(?:연결|접속|커넥션)|(?:연결|접속)이 없[가-힣]*/u,
  silent:
    /unreachable|un?responsive|silen(?:t|ce)|no (?:answer|reply|response)|(?:can ?not|can't) be reached|(?:do(?:es)?|did) not (?:answer|respond|reply|arrive|come)|(?:doesn't|didn't) (?:answer|respond|reply|arrive|come)|no reply came|(?:응답|답|대답)[가-힣]*\s*(?:없|오지\s*않|하지\s*않|받지\s*못|안 [가-힣])[가-힣]*|무응답|도달할 수 없[가-힣]*|응답하지\s*않[가-힣]*/u,
  lack: /\black|runs? out|not enough|insufficient|shortage|is full|exhaust|부족|모자라|고갈|가득|꽉/u,
  safe: /(?:can ?not|can't|never|won't|will not|not) (?:ever )?(?:be |get |gets |leak|mix)[a-z ]{0,12}(?:mixed|mistaken|confused|in\b|leak)?|keep[a-z ]{0,24} out|is enough|(?:섞이|혼동되|혼동하|헷갈리|오인하|새어 들어오)지\s*않[가-힣]*|(?:섞일|혼동할|혼동될|들어올) (?:일|수)(?:이|가)? 없[가-힣]*|것만으로/u,
  "no-ack": /if no ack[a-z ]*|(?:ack|응답)[가-힣]*\s*오지\s*않[가-힣]*/u,
  sequential:
    /sequential|in sequence|incremental|순차|차례로|(?:난수|랜덤)[가-힣]*\s*(?:쓰|사용하)지\s*않고/u,
  "bad-header":
    /(?:wrong|bad|invalid|malformed|broken|incorrect)[a-z ]{0,12}(?:header|segment|sequence|number)|out(?:side)? (?:of )?(?:the )?window|(?:잘못된|비정상|유효하지\s*않은|올바르지\s*않은|틀린|이상한)[^.]{0,8}(?:헤더|세그먼트|번호)|헤더[가-힣]*\s*(?:잘못|틀리|비정상|이상)[가-힣]*|윈도우?[가-힣]*\s*(?:밖|벗어)/u,
  prevent:
    /prevent|protect|\bstops?\b|\bstopping|defen[ds]|avoid|ruled out|guards? against|(?:do(?:es)? not|doesn't) (?:end|fall|run) in|unintended|의도(?:하지|치)\s*않은|방지|막|예방|방어|보호|빠지지\s*않(?:도록|게|기)|피하/u,
  "without-time-wait": /without (?:a |the )?time-wait|time-wait[^.]{0,8}없(?:으면|다면|을 때|이는)/u,
  "tcp-does-not":
    /(?:and|but|while) tcp[^.]{0,20}(?:do(?:es)? not|don't|doesn't)|tcp[^.]{0,20}그렇지\s*않[가-힣]*/u,
} as const satisfies Record<string, RegExp>;

const PLAIN = {
  // Segments and their fields
  "syn-ack": /\bsyn\s*[-+,/&]?\s*ack\b|\bsynack\b/u,
  syn: /\bsyns?\b(?!\s*[-+,/&]?\s*ack\b)(?![\s-]*(?:sent|rcv|recv|received|flood|cookie|queue|플러|쿠키|큐))/u,
  ack: /\backs?\b|acknowledg|확인 ?응답/u,
  fin: /\bfins?\b(?!-wait)/u,
  rst: /\brsts?\b|\bresets?\b|리셋/u,
  flag: /\bflags?\b|control (?:field|bit)|\bbits?\b|플래그|제어|컨트롤|비트/u,
  "sequence-number": /sequence num|\bseq\b|시퀀스|순서 ?번호|일련 ?번호/u,
  isn: /\bisns?\b|(?:initial|first|starting) sequence|(?:초기|처음|최초|시작)[가-힣 ]{0,6}(?:시퀀스|순서|일련)/u,
  data: /\bdata\b|payload|octet|byte|데이터|페이로드|바이트/u,
  packet: /packet|segment|datagram|패킷|세그먼트|데이터그램/u,
  message: /messages?\b|메시지|메세지/u,
  "as-messages":
    /tcp (?:sends?|delivers?|transmits?|carries)[^.]{0,20}messages?|form of messages?|message by message|as one message|메[시세]지 ?(?:의 ?)?(?:형태|단위)|메[시세]지 하나|하나의 메[시세]지/u,
  length: /length|amount|\blen\b|next (?:octet|byte|expected)|길이|크기|다음에 받/u,
  // Ends and what belongs to them
  server: /servers?\b|서버/u,
  client: /clients?\b|클라이언트|클라\b/u,
  "server-subject":
    /server'?s? (?:state )?(?:is|has|are|goes|enters|stays|sends|acknowledg|answers|responds|moves|then|becomes|waits|in time)|,? the server (?:sends|goes|enters|is)|서버(?:는|가|도|의 상태| 상태|:)|받은 서버/u,
  "client-subject":
    /client'?s? (?:state )?(?:is|has|are|goes|enters|stays|sends|acknowledg|answers|responds|moves|then|becomes|waits|allocates|reserves|in time|remains|still)|클라이언트(?:는|가|도|의 상태| 상태| closed|:)|받은 클라이언트/u,
  connection: /connections?\b|4-?tuple|연결|커넥션|튜플/u,
  "server-first":
    /server(?: that)? (?:closes|closed) first|server as the (?:active|first) closer|active clos|closes first|서버가 먼저|먼저 닫/u,
  port: /\bports?\b|포트/u,
  open: /\bopen(?:ed|ing|s)?\b|열어|열라|열도록|여는|열리|개방|오픈/u,
  ask: /\basks?\b|request|so that|요청|달라/u,
  "asked-server": /(?:asks?|requests?) (?:the |a )?server|서버에게/u,
  "client-there": /(?:상태의|상태인) 클라이언트|client (?:that is )?in time-wait/u,
  "closed-port": /closed port|port (?:is )?closed|닫힌 포트|no listener|리스너/u,
  tcp: /\btcp\b/u,
  udp: /\budp\b/u,
  "tcp-too":
    /(?:tcp|segments?)[^.]{0,30}(?:as well|too\b|also|either|alike)|both tcp|tcp and udp|udp and tcp|도 마찬가지|모두|tcp[^.]{0,14}도 /u,
  "byte-stream": /stream|스트림|border|boundar|경계/u,
  send: /\bsend|\brecv|write/u,
  // States
  state: /\bstates?\b|상태/u,
  closed: /\bclosed\b|닫힌 상태|클로즈드/u,
  listen: /\blisten/u,
  "port-state":
    /ports?'?s? (?:states?|is in)|states? of (?:a |the )?(?:tcp )?ports?|port 상태|포트(?:\(port\))?(?:의|\s)*상태|포트는 (?:closed|listen|established)/u,
  "open-state": /\blisten\b|established|syn-r|\bclosed\b/u,
  "syn-sent": /syn-sent/u,
  "syn-received": /syn-(?:rcvd?|recv|received|sync)\b/u,
  "close-wait": /close-wait/u,
  "last-ack": /last[- ]ack|마지막 ack|final ack|마지막 확인/u,
  "fin-wait-2": /fin-wait-?2/u,
  "time-wait": /time-wait\b|timed-wait|time wait\b|타임\s*웨이트/u,
  // Handshake
  three: /\bthree|\b3-?\s?way|\b3 ?(?:번|회|단계)|세 ?번|세 단계|쓰리|shakes? hands three/u,
  handshake: /handshak|핸드\s*셰이[크킹]|핸드\s*쉐이[크킹]/u,
  third: /third|last ack|세 ?번째|마지막/u,
  "step-2": /step 2|second (?:step|segment)|2 ?단계|두 ?번째 (?:단계|세그먼트)|step two/u,
  "first-two": /first two|첫 ?번째와 두 ?번째|처음 두/u,
  because:
    /because|\bsince\b|reason|\bwhy\b|due to|thanks to|때문|이유|위해|위한|하므로|이므로|쓰므로|까닭|덕분/u,
  "before-syn":
    /before (?:it |the client )?(?:send|connect|open)|before the syn|initially|at first|at the start|in the beginning|처음에|보내기 전|시작할 때/u,
  // Numbers
  six: /\bsix\b|\b6(?:-bit| (?:one-bit )?(?:control |flag )?(?:bits?|flags?)\b)|(?<!\d)6 ?(?:비트|개)|여섯/u,
  eight: /\beight\b|\b8\b|(?<!\d)8 ?(?:비트|개)|여덟/u,
  formerly:
    /rfc ?793|formerly|originally|used to|older|\bnotes\b|예전|과거에는|원래|전의|옛|old notation|이던 때/u,
  "plus-one":
    /\+ ?1\b|plus (?:one|1)\b|adding 1|add(?:s|ing)? one|(?<!\d)1[가-힣]*\s*(?:더하|더한|더해)|하나[가-힣]*\s*더(?:하|한|해)/u,
  "ms-240": /\b240|four minutes|\b4 ?minutes|(?<!\d)4 ?분/u,
  "example-numbers": /\b100\b[^.]*\b200\b/u,
  random: /random|난수|랜덤|무작위|임의/u,
  constant: /constant|fixed|same isn|고정|항상 같은|늘 같은/u,
  clock: /clock|timer|시계|클[록럭]|증가/u,
  hash: /hash|해시/u,
  predict: /predict|guess|attack|forge|예측|추측|공격|위조/u,
  different: /differ|another|not the same|다르|다른|달라/u,
  independent: /independent|독립|each (?:packet|datagram)/u,
  window: /window|윈도/u,
  "four-tuple": /4-?tuple|four-tuple|address|튜플|주소/u,
  distinguish:
    /distinguish|t(?:ell|ells|old)\b[^.]*\bapart|recogni[sz]|identif|knows? which|구분|구별|식별|알아(?:본|보|낸)/u,
  mistaken: /mistak|confus|taken for|mix(?:ed|ing)? up|오인|혼동|착각|인식|헷갈|오해[할하]/u,
  "old-connection":
    /(?:old|previous|earlier|former|past|next|new) (?:one|connection|incarnation|data|packet|segment)s?|(?:이전|과거|예전|지난|기존|옛|다음|새)\s*(?:의\s*)?(?:연결|커넥션|connection|데이터|패킷|세그먼트)/u,
  reuse: /re-?use|same port|재사용|다시 쓰|과거에 사용/u,
  duplicate: /duplicate|중복/u,
  // Close
  wait: /\bwait(?:s|ed|ing)?\b(?!-)|\bin case\b|stays? in|to receive|purpose|기다리|기다린|기다려|대기|위해/u,
  "expire-segment": /\bdie|expire|disappear|vanish|사라|소멸|없어질/u,
  lost: /\blost\b|유실|resen[dt]|retransmi|재전송/u,
  loss: /\blost\b|유실/u,
  "if-data": /if (?:the )?(?:last )?data/u,
  "data-loss":
    /data[a-z ]{0,16}(?:lost|loss)|loses? data|los[es]+ of data|데이터[가-힣]*\s*(?:유실|손실|잃|소실|누락)/u,
  deadlock: /deadlock|데드\s*락|교착/u,
  "two-msl": /2 ?msl/u,
  rfc: /\brfc\b/u,
  system: /linux|windows|macos|freebsd|리눅스|윈도우즈|맥/u,
  depends: /depend|differ|운영체제|구현에 따라|마다/u,
  // Reliability
  par: /\bpar\b|positive ack|긍정 확인|긍정 응답/u,
  retransmit: /re-?transmi|re-?send|send[a-z ]* again|재전송|다시 보/u,
  until:
    /\buntil\b|\btill\b|again and again|keeps? (?:on )?(?:re)?[a-z]+ing|forever|올 때까지|받을 때까지|될 때까지|계속|무한|반복/u,
  "give-up": /gives? up|abort|limit|포기|한도|제한|횟수/u,
  double: /doubl|backoff|back off|exponential|두 배|백오프/u,
  legal: /legal|allowed|permitted|possible|규약에 맞|허용|가능/u,
  discard: /\bdrop|discard|버리|버려|무시/u,
  "other-seconds": /\b(?:60|30|120) ?(?:s\b|seconds|초)/u,
  usually: /usually|normally|often|\bmost|\bmay\b|보통|대개|대부분|일반적으로/u,
  limited: /at most|r2\b|최대/u,
  // Resources
  allocate: /allocat|reserve|할당|확보/u,
  "small-record": /304|small|request (?:socket|structure)|작은/u,
  cookie: /cookie|쿠키/u,
  backlog: /backlog|백로그|syn queue|syn 큐/u,
  filter: /filter|firewall|필터|방화벽/u,
  receiving: /receiv|receipt|arriv|\bgets?\b|\bonce\b|\bafter\b|\bupon\b|받|수신|도착|오면/u,
  "syn-flood": /syn[- ]?flood|syn 플러[드딩]|플러딩/u,
  "abort-on-overflow": /abort-on-overflow/u,
  keepalive: /keep-?alive/u,
  // Timeouts
  "socket-timeout": /socket time-?out|소켓 타임\s*아웃|so-timeout/u,
  "read-timeout": /read time-?out|(?:읽기|리드) 타임\s*아웃|response time-?out/u,
  between: /between|\bgap\b|interval|사이|간격|패킷 간|시간 차/u,
  cut: /\bcut|disconnect|terminat|\bclos(?:e|es|ed)\b|끊|해제|종료/u,
  application: /application|program|library|애플리케이션|프로그램|라이브러리/u,
  path: /\bpaths?\b|\broutes?\b|\brouted\b|경로/u,
} as const satisfies Record<string, RegExp>;

const CONCEPTS: Readonly<Record<string, RegExp>> = { ...PLAIN, ...NEGATIVE };
export const CONCEPT_NAMES = Object.keys(CONCEPTS) as [string, ...string[]];

const DENIAL_EN =
  /\b(?:not|no|never|nothing|none|nobody|neither|nor|without|cannot|false|wrong|myth|misconception|incorrect|untrue|fails? to|unable|hardly|instead|rather than|contrary|unless)\b|n't\b/u;
const DENIAL_KO =
  /않|아니|아닌|아님|아닙|아닐|못\s?(?:하|한|합|함|해|막)|(?<![가-힣])못\s|없[가-힣]?|(?<![가-힣])안\s+[가-힣]|틀린|틀렸|틀리|오해(?![할하])|거짓|잘못/u;

/** The text as the patterns want it: one case, `_` as `-`, spaces single, curly signs straight. */
export const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[’‘`]/gu, "'")
    .replace(/_/gu, "-")
    .replace(/\s+/gu, " ")
    .trim();

/** What a plain text speaks of. */
export const conceptsIn = (text: string): ReadonlySet<string> =>
  new Set(CONCEPT_NAMES.filter((name) => CONCEPTS[name]?.test(text)));

/** Whether a plain text denies something: "does NOT prevent", "방지하지 않는다". */
export function denies(text: string): boolean {
  const rest = Object.values(NEGATIVE).reduce(
    (left, pattern) => left.replace(new RegExp(pattern, "gu"), " · "),
    text,
  );
  return DENIAL_EN.test(rest) || DENIAL_KO.test(rest);
}
