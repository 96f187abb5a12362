/* The host page's own button: it opens the assistant with a question. */
document.getElementById("own-button").addEventListener("click", function () {
  window.PolicyAssistant.open("知识产权质押融资有什么支持？");
});
