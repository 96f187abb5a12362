/* The host page's own button: it opens the assistant with a question. */
document.getElementById("own-button").addEventListener("click", function (event) {
  window.PolicyAssistant.open(event.currentTarget.dataset.question);
});
