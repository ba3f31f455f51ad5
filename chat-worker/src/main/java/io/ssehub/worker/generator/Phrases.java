package io.ssehub.worker.generator;

import java.util.List;

/**
 * What the scripted generator has to say in one language; {@code %s} stands for what was asked about.
 *
 * @param joint between two sentences: a space in English, nothing in Chinese
 * @param greetings answers to a greeting, a few sentences each
 * @param hello how an answer begins if the question began with a greeting
 * @param introductions answers to what this is, a few sentences each
 * @param openings take up the question
 * @param honesty say what this generator cannot do
 * @param facts how an answer gets to its reader, in an order that makes sense when some are left out
 * @param trials what the reader may try now
 * @param closings end the answer
 * @param nothingAsked says that this is the first question of the conversation
 * @param asked says what was asked before
 * @param comma between two of those
 * @param markup shows what text can look like
 */
record Phrases(
        String joint,
        List<String> greetings,
        String hello,
        List<String> introductions,
        List<String> openings,
        List<String> honesty,
        List<String> facts,
        List<String> trials,
        List<String> closings,
        String nothingAsked,
        String asked,
        String comma,
        String markup) {

    static Phrases of(Language language) {
        return switch (language) {
            case ENGLISH -> ENGLISH;
            case CHINESE -> CHINESE;
        };
    }

    private static final Phrases ENGLISH = new Phrases(
            " ",
            List.of(
                    "Hello! Nice to see you here. Ask me anything, and watch the answer type itself out.",
                    "Hi! I am the scripted voice of SSE Hub. What would you like to talk about?",
                    "Hello! Good to have you. Ask me what this is, or simply ask me something."),
            "Hello!",
            List.of(
                    "This is SSE Hub, a hub that brings events to browsers over Server-Sent Events."
                            + " It runs on as many nodes as you like, and they share nothing but Redis."
                            + " Every client has a log of its own there, and every connection is just a place in that log."
                            + " So you may ask on one node and read the answer on another."
                            + " If a node dies, the browser goes to the next one and reads on exactly where it stopped:"
                            + " nothing is lost, nothing comes twice, nothing is swapped."
                            + " Should history ever be gone, a gap event says so."
                            + " I am its scripted generator and need neither a model nor a key;"
                            + " a real model can take my place behind one small interface.",
                    "You are looking at SSE Hub, a small system for streaming chat answers and notifications."
                            + " There are hubs, which keep the connections, and workers, which write the answers."
                            + " I am such a worker, and I do not know which hub you are connected to."
                            + " I append each sentence to your log in Redis; every hub that has a reader of yours follows it."
                            + " That is why a broken connection, a restarted node or even a dead worker does not cost you a word."
                            + " Readers that are slow wait for themselves, not for each other."
                            + " Try it: cut the connection while an answer is running, and see it go on."),
            List.of(
                    "You asked about “%s”.",
                    "“%s”: a fine thing to ask.", "Let me take up your question, “%s”.", "So, “%s” it is."),
            List.of(
                    "I am a script and not a model, so I cannot truly answer that; but I can show you how an answer travels.",
                    "To be honest, I only follow a script; what I do know well is how these words get to you.",
                    "A real model would know more about it than I do, yet its words would take the very same way as mine."),
            List.of(
                    "Your question was accepted by one node, written to Redis and taken by a worker that has never heard of"
                            + " that node.",
                    "Each sentence of mine is appended to a log that belongs to you alone, and gets a position there.",
                    "The node that holds your connection only follows this log, so it does not matter where you asked.",
                    "Every event carries an id, e.g. a few dozen characters that say how far you have read.",
                    "When the connection breaks, your browser sends that id to whichever node it reaches next, and the log is"
                            + " read from there.",
                    "If the node dies in the middle of this sentence, I will not even notice; I go on writing, and you go on"
                            + " reading elsewhere.",
                    "If I die instead, another worker takes your question over within seconds and begins a new attempt.",
                    "Nothing comes twice: my fragments are numbered, and a number that is there already is refused.",
                    "Closing the page does not stop me either... only cancelling does.",
                    "A reader on a slow line fills its own queue and nobody else's.",
                    "And if history was really lost, you get a gap event instead of a silent hole."),
            List.of(
                    "Try it now: cut the connection, wait a moment, and let it come back!",
                    "You could open a second tab as the same client; it will show this very answer.",
                    "Ask the other node next time; you will not see a difference.",
                    "Reload the page while I am still talking, and nothing will be missing."),
            List.of(
                    "That is all I have to say about it.",
                    "What would you like to know next?",
                    "Ask me something else whenever you like.",
                    "Thank you for listening to a script!"),
            "You have not asked anything before this.",
            "You have asked: %s.",
            ", ",
            """
            ## What text can look like

            Words can be **strong**, *stressed*, ~~struck out~~ or `code`, and they can be \
            [links](https://developer.mozilla.org/docs/Web/API/EventSource).

            1. A log per client,
            2. a cursor per connection:
               - it is in every event,
               - it is all a browser has to remember.

            > Whoever is behind reads the log.

            ```js
            const events = new EventSource('/api/sse/connect/alice');
            events.addEventListener('messageFragment', (event) => {
              console.log(JSON.parse(event.data).content);
            });
            ```

            | who | keeps |
            | --- | --- |
            | a node | nothing that matters |
            | Redis | the log |

            That is all there is to it.
            """.strip());

    private static final Phrases CHINESE = new Phrases(
            "",
            List.of(
                    "你好！很高兴见到你。想聊点什么都可以，回答会一句一句地出现在这里。",
                    "你好呀！我是 SSE Hub 的脚本回答器。有什么想问的吗？",
                    "您好！欢迎光临。可以问我“这是什么”，也可以随便问点别的。"),
            "你好！",
            List.of(
                    "这是 SSE Hub，一个通过 Server-Sent Events 把事件送到浏览器的多节点中枢。"
                            + "节点想开几个就开几个，它们之间只共用一个 Redis。"
                            + "每个客户端在那里都有一份自己的日志，每条连接只是日志里的一个位置。"
                            + "所以你可以在一个节点上提问，在另一个节点上读回答。"
                            + "如果某个节点挂了，浏览器会连到下一个节点，从断开的地方接着读：不丢，不重，不乱。"
                            + "万一历史真的没了，会有一个 gap 事件如实告诉你。"
                            + "我是内置的脚本回答器，不需要模型，也不需要密钥；真正的模型实现同一个小接口就能接替我。",
                    "你看到的是 SSE Hub，一个用来推送聊天回答和通知的小系统。"
                            + "其中 hub 负责保持连接，worker 负责写回答。"
                            + "我就是一个 worker，我并不知道你连的是哪个 hub。"
                            + "我把每句话追加到你在 Redis 里的日志，凡是有你连接的 hub 都会跟着读。"
                            + "因此断线、节点重启，甚至 worker 崩溃，都不会让你少看一个字。"
                            + "读得慢的人只会等自己，不会拖累别人。"
                            + "不妨试一试：在回答进行到一半时断开连接，看它怎样接上！"),
            List.of("你问的是“%s”。", "“%s”，这是个好问题！", "我们来聊聊“%s”。", "关于“%s”，我想这样说。"),
            List.of(
                    "我只是一段脚本，不是模型，没法真正回答它；不过我可以说说一个回答是怎样送到你面前的。",
                    "说实话，我只会照着脚本讲；但这些字是怎么到你那里的，我很清楚。",
                    "真正的模型会比我懂得多，可它的话和我的话走的是同一条路。"),
            List.of(
                    "你的问题由某个节点接收，写进 Redis，再由一个从没听说过那个节点的 worker 取走。",
                    "我说的每一句话都会追加到只属于你的日志里，并得到一个位置。",
                    "保持你连接的那个节点只是跟着日志读，所以在哪里提问都一样。",
                    "每个事件都带着一个 id，里面记着你读到了哪里。",
                    "连接断开以后，浏览器把这个 id 交给下一个节点，从那里接着读日志。",
                    "如果节点在这句话中间挂掉，我甚至不会察觉；我继续写，你换个地方继续读。",
                    "如果挂掉的是我，几秒钟之内会有另一个 worker 接手，重新开始一次尝试。",
                    "什么都不会重复：片段都有编号，已经有的编号会被拒绝。",
                    "关掉页面也不会让我停下……只有取消才会。",
                    "网速慢的读者只会占满自己的队列，不影响别人。",
                    "要是历史真的丢了，你会收到一个 gap 事件，而不是悄悄少一段。"),
            List.of(
                    "现在就试试：断开连接，等一会儿，再让它连上！",
                    "你可以用同一个客户端再开一个标签页，那里会显示同样的回答。",
                    "下次换另一个节点提问吧，你看不出任何区别。",
                    "趁我还在说话时刷新页面，一个字也不会少。"),
            List.of("关于这个我就说到这里。", "接下来你想知道什么？", "随时可以再问我别的。", "谢谢你听一段脚本说了这么久！"),
            "在这之前你还没有问过什么。",
            "你问过：%s。",
            "，",
            """
            ## 文字可以是什么样子

            可以**加粗**，可以*强调*，可以~~划掉~~，可以是 `代码`，也可以是\
            [链接](https://developer.mozilla.org/docs/Web/API/EventSource)。

            1. 每个客户端一份日志，
            2. 每条连接一个游标：
               - 每个事件都带着它，
               - 浏览器只需要记住它。

            > 谁落在后面，谁就去读日志。

            ```js
            const events = new EventSource('/api/sse/connect/alice');
            events.addEventListener('messageFragment', (event) => {
              console.log(JSON.parse(event.data).content);
            });
            ```

            | 谁 | 保存什么 |
            | --- | --- |
            | 节点 | 什么要紧的都不存 |
            | Redis | 日志 |

            就是这些。
            """.strip());
}
